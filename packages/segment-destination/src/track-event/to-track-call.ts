import { isIdentifierType, type JsonObject, type TrackCall } from '@intercom-destination/core';
import type { Payload } from './generated-types';
import type { RoundedTest } from './rounded-numbers';

/** The plain track call that the fields stand for. Nothing else of the event is in it. */
export function toTrackCall(payload: Payload, sendsAnonymousId: boolean, isRounded: RoundedTest): TrackCall {
  const { event, timestamp, receivedAt, externalIds } = payload;
  // Core refuses a number that JSON has rounded.
  const toId = (field: 'userId' | 'anonymousId' | 'contactId') => {
    const id = payload[field];
    return id !== undefined && isRounded(payload, field, id) ? Number(id) : id;
  };
  const contactId = toId('contactId');
  const email =
    isFilled(payload.email) || isNamed(payload, sendsAnonymousId) ? payload.email : payload.eventEmail;
  return {
    type: 'track',
    event,
    timestamp,
    receivedAt,
    userId: toId('userId'),
    anonymousId: toId('anonymousId'),
    properties: toProperties(payload),
    context: { traits: { email }, externalIds },
    integrations: contactId === undefined ? undefined : { Intercom: { id: contactId } },
  };
}

/** Whether something other than an email names the person, rightly or wrongly. */
function isNamed(
  { userId, contactId, externalIds = [], anonymousId }: Payload,
  sendsAnonymousId: boolean,
): boolean {
  return (
    isFilled(userId) ||
    isFilled(contactId) ||
    externalIds.some(({ type }) => isIdentifierType(type)) ||
    (sendsAnonymousId && isFilled(anonymousId))
  );
}

function isFilled(text: string | undefined): text is string {
  return text !== undefined && text.trim() !== '';
}

/** Further metadata overrides what has the same key but for case, as Intercom sees keys. What it lacks overrides nothing. */
function toProperties({ metadata, furtherMetadata }: Payload): JsonObject | undefined {
  if (furtherMetadata === undefined) return metadata;
  const further = Object.entries(furtherMetadata).filter(([, value]) => value !== null && value !== '');
  const overridden = new Set(further.map(([key]) => key.toLowerCase()));
  const kept = Object.entries(metadata ?? {}).filter(([key]) => !overridden.has(key.toLowerCase()));
  return Object.fromEntries([...kept, ...further]);
}
