import type { DeadLetter, Delivery } from '@intercom-destination/core';
import type { IntercomError } from '@intercom-destination/core';
import { toRetryableStatus, type Failure } from './failure';

/** How a delivery that did not end well is told to Segment. `mayCome`: a missing contact may be there on a later try. */
export function judgeDelivery(
  delivery: Exclude<Delivery, { outcome: 'accepted' }>,
  mayCome: boolean,
): Failure {
  if (delivery.outcome === 'dead_letter') return judgeDeadLetter(delivery, mayCome);
  const { cause, error } = delivery;
  switch (cause) {
    case 'token_refused':
      return {
        kind: 'unauthorised',
        message: `Intercom refuses the access token, or it lacks the permission to write events. Check the token and the region in the settings.${inWordsOf(error)}`,
      };
    case 'outage':
    case 'new_contact_limit':
      return { kind: 'retryable', status: 503, message: `Sending was stopped.${inWordsOf(error)}` };
    default:
      return cause satisfies never;
  }
}

function judgeDeadLetter({ reason, status, maybeStored, error }: DeadLetter, mayCome: boolean): Failure {
  const said = inWordsOf(error);
  switch (reason) {
    case 'exhausted':
      if (status === undefined) {
        return { kind: 'retryable', status: 504, message: maybeStored ? UNSURE : 'Intercom did not answer.' };
      }
      return {
        kind: 'retryable',
        status: toRetryableStatus(status),
        message:
          status === 429
            ? `The rate limit of the Intercom workspace is used up.${said}`
            : `Intercom answered ${status}, which may pass.${said}`,
      };
    case 'contact_not_found':
      return mayCome
        ? {
            kind: 'retryable',
            status: 503,
            message: `Intercom has no such contact yet; the event is tried again in case it is being made.${said}`,
          }
        : refused(
            404,
            reason,
            `Intercom has no such contact, so the event was dropped. Identify the person first.${said}`,
          );
    case 'event_name_limit':
      return refused(
        422,
        reason,
        `The Intercom workspace has its 120 event names already, so it takes no event under a new one. Archive names in Intercom's settings, or send fewer different ones.${said}`,
      );
    case 'ambiguous_contact':
      return refused(
        409,
        reason,
        `Several Intercom contacts answer to this person's email, so the event was dropped.${said}`,
      );
    case 'contact_conflict':
      return refused(409, reason, `The contact could not be made: another one has its email or id.${said}`);
    case 'contact_archived':
      return refused(409, reason, `The contact is archived in Intercom, so the event was dropped.${said}`);
    case 'refused':
      return refused(400, reason, `Intercom refused the event.${said}`);
    default:
      return reason satisfies never;
  }
}

const UNSURE =
  'No answer came from Intercom, which may have stored the event. It is sent again with the same time, by which Intercom can tell a repetition.';

function refused(status: number, reason: string, message: string): Failure {
  return { kind: 'refused', status, code: reason.toUpperCase(), message };
}

/** What Intercom said, redacted by core; empty: nothing. */
function inWordsOf(error: IntercomError | undefined): string {
  if (error === undefined) return '';
  const { code, message, requestId } = error;
  const said = [code, message].filter((part) => part !== undefined).join(': ');
  if (said === '') return '';
  return ` Intercom says: ${said}${requestId === undefined ? '' : ` (request ${requestId})`}`;
}
