import { toDeleteUserRequest } from './contact-requests';
import { DEFAULT_DELIVERY_SETTINGS } from './delivery-settings';
import type { DeliveryEnvironment } from './environment';
import type { IntercomError } from './error-list';
import { findByExternalId, newTally } from './find-contact';
import { PatientSender } from './patient-sender';

/** How the deletion of a person ended. */
export type Deletion =
  | { readonly outcome: 'requested' }
  /** Nobody has the id, so there is nothing to delete. */
  | { readonly outcome: 'unknown_user' }
  /** `retryable`: the same may succeed later. */
  | { readonly outcome: 'failed'; readonly retryable: boolean; readonly error: IntercomError | undefined };

const ATTEMPTS_MAX = 4;

/** Asks Intercom to delete for good the user with the customer's id. Source: REST 2.14, "Create a permanent user delete request". */
export async function deleteUser(
  environment: DeliveryEnvironment,
  userId: string,
  signal?: AbortSignal,
): Promise<Deletion> {
  const sender = new PatientSender(environment, { ...DEFAULT_DELIVERY_SETTINGS, maxAttempts: ATTEMPTS_MAX });
  const found = await findByExternalId(sender, userId, signal);
  if (found.outcome === 'none') return { outcome: 'unknown_user' };
  if (found.outcome === 'halted') return { outcome: 'failed', retryable: false, error: found.halt.error };
  if (found.outcome !== 'found') {
    return { outcome: 'failed', retryable: found.outcome === 'failed', error: undefined };
  }
  const request = toDeleteUserRequest(found.id, environment.workspace);
  const sent = await sender.send(request, newTally(), { signal, secrets: [userId, found.id] });
  switch (sent.outcome) {
    case 'halted':
      return { outcome: 'failed', retryable: false, error: sent.halt.error };
    case 'needless':
    case 'exhausted':
      return {
        outcome: 'failed',
        retryable: true,
        error: sent.outcome === 'exhausted' ? sent.error : undefined,
      };
    case 'answered':
      if (sent.verdict.decision === 'accept') return { outcome: 'requested' };
      if (sent.verdict.decision === 'next_identifier') return { outcome: 'unknown_user' };
      return { outcome: 'failed', retryable: false, error: sent.verdict.error };
    default:
      return sent satisfies never;
  }
}
