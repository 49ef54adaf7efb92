import { asObject, isOff, openTexts, type Identifier, type TrackCall } from '@intercom-destination/core';
import type { CallToDeliver } from '../delivery/deliver-call';
import { namePerson } from '../target/name-person';
import type { HostCall } from './host-adapter';

/**
 * The call as its host would hand it over. The run has decided already that it is a track call, that it is sent, whom it names,
 * and at which second; so the type is said, what would keep it from Intercom is left out, `timestamp` is that second, and the
 * person stands where a host's form looks. What the run has read as JSON in text is handed over as objects, and ids of
 * MongoDB's as text: a host's form takes neither.
 */
export function toHostCall(call: unknown, { mapped }: CallToDeliver, sendAnonymousId: boolean): HostCall {
  const given = openTexts(call) as TrackCall & HostCall;
  const { identity, dataEvent } = mapped;
  const own = [identity, ...identity.fallbacks];
  return {
    ...given,
    type: 'track',
    ...namePerson(given, own, sendAnonymousId),
    timestamp: new Date(dataEvent.created_at * 1000).toISOString(),
    ...integrationsOf(given.integrations, own),
  };
}

/** Without refusals, and with the contact id under the name at which a form looks. */
function integrationsOf(given: unknown, own: readonly Identifier[]): { readonly integrations?: object } {
  const contactId = own.find(({ by }) => by === 'id')?.value;
  const integrations = asObject(given);
  if (integrations === undefined && contactId === undefined) return {};
  const kept = Object.entries(integrations ?? {}).filter(([, entry]) => !isOff(entry));
  const { Intercom, ...others } = Object.fromEntries(kept);
  const named = contactId === undefined ? withoutId(Intercom) : { id: contactId };
  return { integrations: { ...others, ...(named === undefined ? {} : { Intercom: named }) } };
}

/** Core has passed over the id that stands there, which a form may refuse. */
function withoutId(given: unknown): unknown {
  const options = asObject(given);
  if (options === undefined) return given;
  const others = Object.entries(options).filter(([name]) => name !== 'id');
  return others.length === 0 ? undefined : Object.fromEntries(others);
}
