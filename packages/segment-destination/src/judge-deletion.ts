import { inWordsOf, type Deletion } from '@intercom-destination/core';
import { toRetryableStatus, type Failure } from './failure';

/** How a deletion ended, in Segment's terms. */
export function judgeDeletion(deletion: Deletion): 'requested' | 'unknown_user' | Failure {
  if (deletion.outcome !== 'failed') return deletion.outcome;
  const { cause, status, error } = deletion;
  const said = inWordsOf(error);
  switch (cause) {
    case 'exhausted':
      return {
        kind: 'retryable',
        status: status === undefined ? 504 : toRetryableStatus(status),
        message: `${obstacleOf(status)} The deletion may succeed later.${said}`,
      };
    case 'token_refused':
      return unauthorised(
        `Intercom refuses the access token, or it lacks the permission to delete contacts. Check the token and the region in the settings.${said}`,
      );
    case 'not_permitted':
      return unauthorised(
        'The access token lacks the permission to read contacts, without which nobody can be deleted.',
      );
    case 'impossible_id':
      return {
        kind: 'bad_call',
        message:
          'Intercom cannot be asked for an id that is one or two dots, or holds half a character, so nobody was deleted.',
      };
    case 'unreadable_answer':
      return refused(
        'The answer names no contact with this user id, so nobody was deleted. Check the base URL in the settings: perhaps it is not Intercom that answers.',
      );
    case 'refused':
      return refused(`Intercom refused the deletion${status === undefined ? '' : ` (${status})`}.${said}`);
    default:
      return cause satisfies never;
  }
}

function obstacleOf(status: number | undefined): string {
  if (status === undefined) return 'Intercom did not answer.';
  if (status === 429) return 'The rate limit of the Intercom workspace is used up.';
  return `Intercom answered ${status}.`;
}

function unauthorised(message: string): Failure {
  return { kind: 'unauthorised', message };
}

function refused(message: string): Failure {
  return { kind: 'refused', status: 400, code: 'DELETION_REFUSED', message };
}
