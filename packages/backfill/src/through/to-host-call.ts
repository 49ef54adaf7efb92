import { asObject, isOff, openTexts, toIdentifierText, type TrackCall } from '@intercom-destination/core';
import type { CallToDeliver } from '../delivery/deliver-call';
import type { HostCall } from './host-adapter';

/**
 * The call as its host would hand it over. The run has decided already that it is a track call, that it is sent, and
 * at which second; so the type is said, what would keep it from Intercom is left out, and `timestamp` is that second.
 * What the run has read as JSON in text is handed over as objects, and ids of MongoDB's as text: a host's form takes
 * neither.
 */
export function toHostCall(call: unknown, { mapped }: CallToDeliver): HostCall {
  const given = openTexts(call) as TrackCall & HostCall;
  return {
    ...given,
    type: 'track',
    userId: toIdentifierText(given.userId),
    anonymousId: toIdentifierText(given.anonymousId),
    timestamp: new Date(mapped.dataEvent.created_at * 1000).toISOString(),
    ...withoutRefusals(given.integrations),
  };
}

function withoutRefusals(given: unknown): { readonly integrations?: object } {
  const integrations = asObject(given);
  if (integrations === undefined) return {};
  return {
    integrations: Object.fromEntries(Object.entries(integrations).filter(([, entry]) => !isOff(entry))),
  };
}
