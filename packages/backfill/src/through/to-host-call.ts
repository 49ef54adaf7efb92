import { isOptedOut, type TrackCall } from '@intercom-destination/core';
import type { CallToDeliver } from '../deliver-call';
import type { HostCall } from './host-adapter';

/**
 * The call as its host would hand it over. The run has decided already that it is a track call, that it is sent, and
 * at which second; so the type is said, what would keep it from Intercom is left out, and a time that was moved is set.
 */
export function toHostCall(
  call: unknown,
  { mapped, shiftedS }: CallToDeliver,
  integrationNames: readonly string[],
): HostCall {
  const given = call as TrackCall & HostCall;
  return {
    ...given,
    type: 'track',
    ...(shiftedS === 0 ? {} : { timestamp: new Date(mapped.dataEvent.created_at * 1000).toISOString() }),
    ...(isOptedOut(given, integrationNames) ? { integrations: withoutRefusals(given.integrations) } : {}),
  };
}

function withoutRefusals(integrations: unknown): object {
  return Object.fromEntries(Object.entries(integrations as object).filter(([, entry]) => entry !== false));
}
