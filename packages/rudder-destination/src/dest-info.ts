import { asObject, type Identifier, type Identity, type TrackCall } from '@intercom-destination/core';
import type { CompiledConfig } from './config/read-config';

/**
 * What a delivery by proxy needs and the request does not say. It travels in `destInfo` of the job's metadata, which the
 * server hands on to the proxy and to nobody else. A request has no such place: whatever stands in its headers or
 * parameters goes to Intercom, and with anything in its files nothing is sent.
 */
export interface DestInfo {
  readonly intercomEvents: {
    /** Weaker identifiers, for when nobody has the one that is sent. */
    readonly fallbacks?: readonly Identifier[];
    /** When the event arrived, as the event says it: a missing contact is waited for from then on. */
    readonly receivedAt?: string | number;
    /** The user id that is sent is an anonymous one, and no identify makes a contact of it. */
    readonly anonymous?: true;
  };
}

/** `undefined`: there is nothing to say. Written out, as each event comes by here. */
export function toDestInfo(
  call: TrackCall,
  identity: Identity,
  { settings, missingContact }: CompiledConfig,
): DestInfo | undefined {
  const { fallbacks } = identity;
  const told: { -readonly [Key in keyof DestInfo['intercomEvents']]: DestInfo['intercomEvents'][Key] } = {};
  let isAny = false;
  if (fallbacks.length > 0) {
    told.fallbacks = fallbacks;
    isAny = true;
  }
  const { receivedAt } = call;
  const isTime = typeof receivedAt === 'string' || typeof receivedAt === 'number';
  if (isTime && missingContact.missingContact === 'retry') {
    told.receivedAt = receivedAt;
    isAny = true;
  }
  if (settings.sendAnonymousId && goesByAnonymousId(call, identity)) {
    told.anonymous = true;
    isAny = true;
  }
  return isAny ? { intercomEvents: told } : undefined;
}

function goesByAnonymousId({ userId, anonymousId }: TrackCall, identity: Identity): boolean {
  return [identity, ...identity.fallbacks].some(
    ({ by, value }) =>
      by === 'user_id' && String(anonymousId).trim() === value && String(userId).trim() !== value,
  );
}

/** Reads what came back, whatever that is. */
export function readDestInfo(destInfo: unknown): DestInfo['intercomEvents'] {
  const { fallbacks, receivedAt, anonymous } = asObject(asObject(destInfo)?.['intercomEvents']) ?? {};
  return {
    fallbacks: Array.isArray(fallbacks) ? fallbacks.filter(isIdentifier) : [],
    ...(typeof receivedAt === 'string' || typeof receivedAt === 'number' ? { receivedAt } : {}),
    ...(anonymous === true ? { anonymous } : {}),
  };
}

function isIdentifier(entry: unknown): entry is Identifier {
  const { by, value } = asObject(entry) ?? {};
  return (by === 'id' || by === 'user_id' || by === 'email') && typeof value === 'string' && value !== '';
}
