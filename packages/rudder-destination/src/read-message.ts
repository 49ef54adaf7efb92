import type { TrackCall } from '@intercom-destination/core';
import { asRecord } from './as-record';

/** What an event is to us. */
export type ReadMessage =
  | { readonly kind: 'track_call'; readonly call: TrackCall }
  /** A warehouse source has mapped the fields to Intercom's own already. */
  | { readonly kind: 'mapped_call'; readonly call: TrackCall }
  /** `type` is its name, for whoever sends it. */
  | { readonly kind: 'other_type'; readonly type: string }
  | { readonly kind: 'no_message' };

/** An absent type counts as track, as in core. */
export function readMessage(message: unknown): ReadMessage {
  const call = asRecord(message);
  if (call === undefined) return { kind: 'no_message' };
  const { type } = call;
  if (type !== undefined && type !== null && (typeof type !== 'string' || type.toLowerCase() !== 'track')) {
    return { kind: 'other_type', type: showType(type) };
  }
  const isMapped = Boolean(asRecord(call['context'])?.['mappedToDestination']);
  return isMapped ? { kind: 'mapped_call', call: toTrackCall(call) } : { kind: 'track_call', call };
}

const SHOWN_LENGTH = 40;

function showType(type: unknown): string {
  return typeof type === 'string'
    ? type.slice(0, SHOWN_LENGTH)
    : `of a kind that is no text (${typeof type})`;
}

/**
 * The track call that says the same as Intercom's fields do, so that the mapping types and limits the metadata as it
 * does all others. The fields are in `traits`, the identifier of the row in an external id. What is no field of
 * Intercom's is metadata. The event's own ids are left aside: a warehouse source makes them up.
 */
function toTrackCall(message: Readonly<Record<string, unknown>>): TrackCall {
  const context = asRecord(message['context']) ?? {};
  const fields = {
    ...(asRecord(message['traits']) ?? asRecord(context['traits'])),
    ...rowIdentifier(context),
  };
  const { event_name, created_at, id, user_id, external_id, email, metadata, ...others } = fields;
  return {
    type: 'track',
    event: event_name ?? message['event'],
    userId: user_id ?? external_id,
    messageId: message['messageId'],
    timestamp: created_at ?? message['timestamp'],
    originalTimestamp: message['originalTimestamp'],
    sentAt: message['sentAt'],
    receivedAt: message['receivedAt'],
    context: { traits: { email } },
    integrations: { Intercom: { id } },
    properties: { ...others, ...asRecord(metadata) },
  };
}

/** `{ type: 'INTERCOM-events', id: 'u_1', identifierType: 'user_id' }`, the first of the external ids. */
function rowIdentifier({ externalId }: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const first = asRecord(Array.isArray(externalId) ? externalId[0] : externalId);
  const { identifierType, id } = first ?? {};
  return typeof identifierType === 'string' && IDENTIFIERS.has(identifierType)
    ? { [identifierType]: id }
    : {};
}

const IDENTIFIERS: ReadonlySet<string> = new Set(['id', 'user_id', 'external_id', 'email']);
