import type { Call } from '../call/call';
import type { Identity } from '../call/identity';
import { readMoment } from '../call/timestamp';
import type { DataEvent } from '../data-event';
import { createTimeZone } from '../time-zone';
import type { MissingContactPolicy } from './missing-contact';

/**
 * Whether a missing contact may be there on a later try: identify and track race each other, so under `retry` a call waits
 * while it is younger than `retryForMs`, by the time of its arrival or, without one, of the event itself. Whoever is known
 * by the anonymous id alone is never waited for: no identify makes a contact of it.
 */
export function contactMayCome(
  call: Call,
  { dataEvent, identity }: { readonly dataEvent: DataEvent; readonly identity: Identity },
  { missingContact, retryForMs, timeZone }: MissingContactPolicy,
  nowMs: number,
): boolean {
  if (missingContact !== 'retry') return false;
  const arrivedMs = readMoment(call.receivedAt, createTimeZone(timeZone)) ?? dataEvent.created_at * 1000;
  if (nowMs - arrivedMs >= retryForMs) return false;
  return [identity, ...identity.fallbacks].some(
    ({ by, value }) => by !== 'user_id' || !isAnonymous(call, value),
  );
}

function isAnonymous({ userId, anonymousId }: Call, value: string): boolean {
  return asText(anonymousId) === value && asText(userId) !== value;
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : undefined;
}
