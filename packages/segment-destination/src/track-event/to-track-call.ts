import type { TrackCall } from '@intercom-destination/core';
import type { Payload } from './generated-types';

/** The plain track call that the fields stand for. Nothing else of the event is in it. */
export function toTrackCall(
  payload: Payload,
  sendsAnonymousId: boolean,
  isRounded: (id: string) => boolean,
): TrackCall {
  const { event, timestamp, receivedAt, metadata, furtherMetadata, externalIds } = payload;
  const toId = (id: string | undefined) => (isFilled(id) && isRounded(id) ? Number(id) : id);
  const contactId = toId(payload.contactId);
  const email =
    isFilled(payload.email) || isNamed(payload, sendsAnonymousId) ? payload.email : payload.eventEmail;
  return {
    type: 'track',
    event,
    timestamp,
    receivedAt,
    userId: toId(payload.userId),
    anonymousId: toId(payload.anonymousId),
    properties: furtherMetadata === undefined ? metadata : { ...metadata, ...furtherMetadata },
    context: { traits: { email }, externalIds },
    integrations: contactId === undefined ? undefined : { Intercom: { id: contactId } },
  };
}

/** Whether something other than an email names the person, rightly or wrongly. */
function isNamed(
  { userId, contactId, externalIds, anonymousId }: Payload,
  sendsAnonymousId: boolean,
): boolean {
  return (
    isFilled(userId) ||
    isFilled(contactId) ||
    (externalIds !== undefined && externalIds.length > 0) ||
    (sendsAnonymousId && isFilled(anonymousId))
  );
}

function isFilled(text: string | undefined): text is string {
  return text !== undefined && text.trim() !== '';
}
