import { asObject, openTexts, type TrackCall } from '@intercom-destination/core';
import { isMapped, isTrackCall } from './event-kind';

/** What an event is to us. */
export type ReadMessage =
  | { readonly kind: 'track_call'; readonly call: TrackCall }
  /** A warehouse source has mapped the fields to Intercom's own already. */
  | {
      readonly kind: 'mapped_call';
      readonly call: TrackCall;
      /** The same with its arrival, which is no time of the event where the mapping gives one. */
      readonly arrived: TrackCall;
    }
  /** It was, but not to what Intercom takes. */
  | { readonly kind: 'badly_mapped'; readonly says: string }
  /** `type` is its name, for whoever sends it. */
  | { readonly kind: 'other_type'; readonly type: string }
  | { readonly kind: 'no_message' };

/** An absent type counts as track, as in core. */
export function readMessage(message: unknown): ReadMessage {
  const call = asObject(openTexts(message));
  if (call === undefined) return { kind: 'no_message' };
  const { type } = call;
  if (type !== undefined && type !== null && !isTrackCall(call)) {
    return { kind: 'other_type', type: showType(type) };
  }
  return isMapped(call) ? readMapped(call) : { kind: 'track_call', call };
}

const SHOWN_LENGTH = 40;

function showType(type: unknown): string {
  return typeof type === 'string'
    ? type.slice(0, SHOWN_LENGTH)
    : `of a kind that is no text (${typeof type})`;
}

/**
 * The track call that says the same as Intercom's fields do, so that the mapping types and limits the metadata as it
 * does all others. The fields are in `traits` or, from RudderStack's JSON mapper, in `properties`; the identifier of the
 * row is in an external id. What is no field of Intercom's is metadata. The event's own ids are left aside: a warehouse
 * source makes them up. Traits that are text no one can read stay, since core asks whether they may have named the person;
 * an email in `properties` is then what it is in any other call.
 */
function readMapped(message: Readonly<Record<string, unknown>>): ReadMessage {
  const context = asObject(message['context']) ?? {};
  const ofPerson = {
    ...(asObject(message['traits']) ?? asObject(context['traits'])),
    ...rowIdentifier(context),
  };
  const fields = { ...asObject(message['properties']), ...ofPerson };
  const unreadTraits = [message['traits'], context['traits']].find(isFilledText);
  const isOfPerson = unreadTraits === undefined || Object.hasOwn(ofPerson, 'email');
  const { event_name, created_at, id, user_id, external_id, email, metadata, ...others } = fields;
  const properties = readMetadata(metadata);
  if (properties === undefined) {
    return { kind: 'badly_mapped', says: 'The mapped metadata is neither an object nor the JSON of one.' };
  }
  const call: TrackCall = {
    type: 'track',
    event: event_name ?? message['event'],
    userId: user_id ?? external_id,
    messageId: message['messageId'],
    ...timesOf(message, created_at),
    traits: unreadTraits,
    context: { traits: isOfPerson ? { email } : {} },
    integrations: { Intercom: { id } },
    properties: { ...others, ...(isOfPerson ? {} : { email }), ...properties },
  };
  return { kind: 'mapped_call', call, arrived: { ...call, receivedAt: message['receivedAt'] } };
}

/** A time that is mapped is the only one: where it cannot be read, another would make another event. */
function timesOf(message: Readonly<Record<string, unknown>>, createdAt: unknown): Partial<TrackCall> {
  if (!isBlank(createdAt)) return { timestamp: createdAt };
  const { timestamp, originalTimestamp, sentAt, receivedAt } = message;
  return { timestamp, originalTimestamp, sentAt, receivedAt };
}

/** A warehouse has no objects, so it may be the text of one. `undefined`: it is something else. */
function readMetadata(metadata: unknown): Readonly<Record<string, unknown>> | undefined {
  if (isBlank(metadata)) return {};
  if (typeof metadata !== 'string') return asObject(metadata);
  try {
    return asObject(JSON.parse(metadata));
  } catch {
    return undefined;
  }
}

function isFilledText(value: unknown): boolean {
  return typeof value === 'string' && !isBlank(value);
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

/** `{ type: 'INTERCOM-events', id: 'u_1', identifierType: 'user_id' }`, the first of the external ids. */
function rowIdentifier({ externalId }: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const first = asObject(Array.isArray(externalId) ? externalId[0] : externalId);
  const { identifierType, id } = first ?? {};
  return typeof identifierType === 'string' && IDENTIFIERS.has(identifierType)
    ? { [identifierType]: id }
    : {};
}

const IDENTIFIERS: ReadonlySet<string> = new Set(['id', 'user_id', 'external_id', 'email']);
