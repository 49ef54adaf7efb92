import { toDeleteUserRequest } from './contact-requests';
import { DEFAULT_DELIVERY_SETTINGS } from './delivery-settings';
import type { DeliveryEnvironment } from './environment';
import type { IntercomError } from './error-list';
import { findByExternalId, newTally } from './find-contact';
import { ImpatientSender } from './impatient-sender';
import type { Halt, Sender } from './sender';

/** How the deletion of a person ended. */
export type Deletion =
  | { readonly outcome: 'requested' }
  /** Nobody has the id, so there is nothing to delete. */
  | { readonly outcome: 'unknown_user' }
  /** `retryable`: the same may succeed later. `status` is that of the last answer; `undefined`: none came. */
  | {
      readonly outcome: 'failed';
      readonly retryable: boolean;
      readonly status: number | undefined;
      /** Every other deletion would be refused too. */
      readonly tokenRefused: boolean;
      readonly error: IntercomError | undefined;
    };

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
  const found = await findByExternalId(sender, userId, signal);
  switch (found.outcome) {
    case 'found':
      break;
    case 'none':
      return { outcome: 'unknown_user' };
    case 'halted':
      return tokenRefused(found.halt);
    case 'failed':
      return failed(found.reason === 'exhausted', found.status, found.error);
    case 'several':
    case 'not_permitted':
      return failed(false, undefined, undefined);
    default:
      return found satisfies never;
  }
  const request = toDeleteUserRequest(found.id, environment.workspace);
  const sent = await sender.send(request, newTally(), { signal, secrets: [userId, found.id] });
  switch (sent.outcome) {
    case 'halted':
      return tokenRefused(sent.halt);
    case 'needless':
      return failed(true, undefined, undefined);
    case 'exhausted':
      return failed(true, sent.status, sent.error);
    case 'answered':
      if (sent.verdict.decision === 'accept') return { outcome: 'requested' };
      if (sent.verdict.decision === 'next_identifier') return { outcome: 'unknown_user' };
      return failed(false, sent.reply.status, sent.verdict.error);
    default:
      return sent satisfies never;
  }
}

function failed(retryable: boolean, status: number | undefined, error: IntercomError | undefined): Deletion {
  return { outcome: 'failed', retryable, status, tokenRefused: false, error };
}

function tokenRefused({ error }: Halt): Deletion {
  return { outcome: 'failed', retryable: false, status: undefined, tokenRefused: true, error };
}
