import { toDeleteUserRequest } from './contact-requests';
import { DEFAULT_DELIVERY_SETTINGS } from './delivery-settings';
import type { DeliveryEnvironment } from './environment';
import type { IntercomError } from './error-list';
import { canBeFound, findByExternalId, newTally } from './find-contact';
import { ImpatientSender } from './impatient-sender';
import type { Sender } from './sender';

/** How the deletion of a person ended. */
export type Deletion =
  | { readonly outcome: 'requested' }
  /** Nobody has the id, so there is nothing to delete. */
  | { readonly outcome: 'unknown_user' }
  | {
      readonly outcome: 'failed';
      readonly cause: DeletionObstacle;
      /** The same may succeed later. */
      readonly retryable: boolean;
      /** Of the last answer; `undefined`: none came. */
      readonly status: number | undefined;
      /** Every other deletion would be refused too. */
      readonly tokenRefused: boolean;
      readonly error: IntercomError | undefined;
    };

/** What was in the way of a deletion. */
export type DeletionObstacle =
  /** No answer, or one that may pass. */
  | 'exhausted'
  | 'token_refused'
  /** The token may not read contacts. */
  | 'not_permitted'
  /** Intercom cannot be asked for this id: its path would be another one's. */
  | 'impossible_id'
  /** A yes that names no contact with the id. */
  | 'unreadable_answer'
  | 'refused';

/**
 * Asks Intercom to delete for good the user with the customer's id. By default each request is sent once: hosts try
 * again by themselves. Source: REST 2.14, "Create a permanent user delete request".
 */
export async function deleteUser(
  environment: DeliveryEnvironment,
  userId: string,
  signal?: AbortSignal,
  sender: Sender = new ImpatientSender(environment, DEFAULT_DELIVERY_SETTINGS),
): Promise<Deletion> {
  if (!canBeFound(userId)) return failed('impossible_id');
  const found = await findByExternalId(sender, userId, signal);
  switch (found.outcome) {
    case 'found':
      break;
    case 'none':
      return { outcome: 'unknown_user' };
    case 'halted':
      return failed('token_refused', undefined, found.halt.error);
    case 'failed':
      if (found.reason === 'exhausted') return failed('exhausted', found.status, found.error);
      return failed(found.status === undefined ? 'unreadable_answer' : 'refused', found.status, found.error);
    case 'several':
      return failed('unreadable_answer');
    case 'not_permitted':
      return failed('not_permitted');
    default:
      return found satisfies never;
  }
  const request = toDeleteUserRequest(found.id, environment.workspace);
  const sent = await sender.send(request, newTally(), { signal, secrets: [userId, found.id] });
  switch (sent.outcome) {
    case 'halted':
      return failed('token_refused', undefined, sent.halt.error);
    case 'needless':
      return failed('exhausted');
    case 'exhausted':
      return failed('exhausted', sent.status, sent.error);
    case 'answered':
      if (sent.verdict.decision === 'accept') return { outcome: 'requested' };
      if (sent.verdict.decision === 'next_identifier') return { outcome: 'unknown_user' };
      return failed('refused', sent.reply.status, sent.verdict.error);
    default:
      return sent satisfies never;
  }
}

function failed(cause: DeletionObstacle, status?: number, error?: IntercomError): Deletion {
  return {
    outcome: 'failed',
    cause,
    retryable: cause === 'exhausted',
    status,
    tokenRefused: cause === 'token_refused',
    error,
  };
}
