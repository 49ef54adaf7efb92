import type { Delivery } from './deliver';
import { describeFailure, type DeliveryFailure } from './describe-failure';
import type { Refusing } from './error-list';
import { redactError } from './redact';
import { judgeResponse } from './verdict';

/**
 * What to tell a host that has sent a data event itself; `undefined`: Intercom has taken it. `secrets` stand in no
 * message; `mayCome`: a missing contact may be there on a later try.
 */
export function describeReply(
  reply: Refusing,
  secrets: readonly string[],
  mayCome: boolean,
): DeliveryFailure | undefined {
  const delivery = toDelivery(reply, secrets);
  return delivery === undefined ? undefined : describeFailure(delivery, mayCome);
}

function toDelivery(
  reply: Refusing,
  secrets: readonly string[],
): Exclude<Delivery, { outcome: 'accepted' }> | undefined {
  const verdict = judgeResponse(reply);
  if (verdict.decision === 'accept') return undefined;
  const error = redactError(verdict.error, secrets);
  if (verdict.decision === 'halt') return { outcome: 'halted', cause: 'token_refused', error };
  const given = { outcome: 'dead_letter', attempts: 1, maybeStored: false, error } as const;
  switch (verdict.decision) {
    case 'wait_for_window':
    case 'back_off':
      return { ...given, reason: 'exhausted', status: reply.status };
    case 'next_identifier':
      return { ...given, reason: 'contact_not_found' };
    case 'dead_letter':
      return { ...given, reason: verdict.reason };
    default:
      return verdict satisfies never;
  }
}
