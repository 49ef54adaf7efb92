import { asObject, type JsonObject, type TrackCall } from '@intercom-destination/core';
import type { Payload } from './generated-types';

/**
 * The plain track call that the fields stand for: the whole call with what the fields say otherwise. A field that
 * repeats the call changes nothing, so that core sees a number as a number though Segment's schema made text of it.
 */
export function toTrackCall(payload: Payload): TrackCall {
  const whole: JsonObject = payload.call ?? {};
  const call: Record<string, unknown> = { ...whole, type: 'track', properties: payload.metadata };
  for (const name of ['event', 'timestamp', 'userId', 'anonymousId', 'messageId'] as const) {
    const text = payload[name];
    if (isSaid(text) && !repeats(text, whole[name])) call[name] = text;
  }
  if (isSaid(payload.contactId)) setContactId(call, payload.contactId);
  if (isSaid(payload.email)) setEmail(call, payload.email);
  return call;
}

function isSaid(text: string | undefined): text is string {
  return text !== undefined && text.trim() !== '';
}

/** Segment's schema makes text of numbers, of booleans and of the only item of a list. */
function repeats(text: string, value: unknown): boolean {
  const scalar: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
  return ['string', 'number', 'boolean'].includes(typeof scalar) && String(scalar) === text;
}

function setContactId(call: Record<string, unknown>, contactId: string): void {
  const integrations = objectOrEmpty(call['integrations']);
  if (repeats(contactId, objectOrEmpty(integrations['Intercom'])['id'])) return;
  const intercom = { Intercom: { id: contactId } };
  // Core takes the first that is named for Intercom, in whatever case.
  call['integrations'] = { ...intercom, ...integrations, ...intercom };
}

function setEmail(call: Record<string, unknown>, email: string): void {
  const context = objectOrEmpty(call['context']);
  const ofContext = objectOrEmpty(context['traits']);
  const traits = objectOrEmpty(call['traits']);
  if (repeats(email, ofContext['email']) || repeats(email, traits['email'])) return;
  call['context'] = { ...context, traits: { ...ofContext, email } };
  call['traits'] = { ...traits, email };
}

function objectOrEmpty(value: unknown): JsonObject {
  return asObject(value) ?? {};
}
