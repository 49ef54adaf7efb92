import { openTexts, type TrackCall } from '@intercom-destination/core';
import type { CallToDeliver } from '../delivery/deliver-call';
import type { HostCall } from './host-adapter';

/**
 * The call as its host would hand it over. The run has decided already that it is a track call, that it is sent, and
 * at which second; so the type is said, what would keep it from Intercom is left out, and a time that was moved is set.
 * What the run has read as JSON in text is handed over as objects: a host's form takes no text in their place.
 */
export function toHostCall(call: unknown, { mapped, shiftedS }: CallToDeliver): HostCall {
  const given = openTexts(call) as TrackCall & HostCall;
  return {
    ...given,
    type: 'track',
    ...(shiftedS === 0 ? {} : { timestamp: new Date(mapped.dataEvent.created_at * 1000).toISOString() }),
    ...withoutRefusals(given.integrations),
  };
}

function withoutRefusals(integrations: unknown): { readonly integrations?: object } {
  if (typeof integrations !== 'object' || integrations === null || Array.isArray(integrations)) return {};
  const entries = Object.entries(integrations).filter(([, entry]) => entry !== false);
  return { integrations: Object.fromEntries(entries) };
}
