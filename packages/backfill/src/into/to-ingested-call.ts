import { asObject, openTexts, type Identifier, type TrackCall } from '@intercom-destination/core';
import { createHash } from 'node:crypto';
import type { CallToDeliver } from '../delivery/deliver-call';
import type { BackfillRefusal } from '../filters/fate';
import type { SourceCall } from '../sources/read-calls';
import type { Handover } from '../target/handover';
import { INGESTION_FACTS } from '../target/ingestion';
import { namePerson, type FormFields } from '../target/name-person';

/** A call as it is handed over, or why it cannot be. */
export type IngestedCall =
  | { readonly ok: true; readonly json: string; readonly bytes: number }
  | { readonly ok: false; readonly refusal: BackfillRefusal };

/**
 * The call with the time that the mapper chose and none of the fields by which a platform would move it, for the one
 * destination that is meant. What it says of the event and its properties stays as it is, but for JSON in text, which
 * becomes the objects that it stands for; the person stands where the destination's own mapping looks.
 */
export function toIngestedCall(
  source: SourceCall,
  { mapped }: CallToDeliver,
  handover: Handover,
  sendAnonymousId: boolean,
): IngestedCall {
  const given = openTexts(source.content.readable ? source.content.call : {}) as TrackCall;
  const { identity, dataEvent } = mapped;
  const own = [identity, ...identity.fallbacks];
  const person = namePerson(given, own, sendAnonymousId);
  const identifiers = identifiersOf(person, own, sendAnonymousId);
  if (identifiers === undefined) return refuse('no_platform_id', NO_PLATFORM_ID);
  let json: string;
  try {
    json = JSON.stringify({
      ...given,
      ...LEFT_OUT,
      type: 'track',
      messageId: messageIdOf(source, given),
      ...person,
      ...identifiers,
      timestamp: new Date(dataEvent.created_at * 1000).toISOString(),
      ...destinationsOf({ ...given, ...person }, own, handover),
    });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return refuse('call_too_large', 'The call is nested too deep to be written as JSON.');
  }
  const bytes = Buffer.byteLength(json);
  const { name, limits } = INGESTION_FACTS[handover.kind];
  if (bytes <= limits.callBytesMax) return { ok: true, json, bytes };
  return refuse(
    'call_too_large',
    `The call has ${bytes} bytes, and ${name} takes ${limits.callBytesMax} of one call.`,
  );
}

function refuse(code: 'call_too_large' | 'no_platform_id', message: string): IngestedCall {
  return { ok: false, refusal: { code, message } };
}

const NO_PLATFORM_ID =
  'The call has neither a user id nor an anonymous id, of which the platform wants one; with sendAnonymousId none can be made up, since it would name the contact.';

/** By the times a platform would move the call to today, and a key would name another source. */
const LEFT_OUT = {
  sentAt: undefined,
  receivedAt: undefined,
  originalTimestamp: undefined,
  writeKey: undefined,
};

/** Segment's limit, and the length of an id that says nothing but itself. */
const MESSAGE_ID_LENGTH_MAX = 99;
const HASH_LENGTH = 32;

/** The call's own, or one by its place and content: a platform takes two of the same id for one call sent twice. */
function messageIdOf({ position }: SourceCall, call: TrackCall): string {
  const { messageId } = call;
  const isUsable = typeof messageId === 'string' && messageId.trim() !== '';
  if (isUsable && messageId.length <= MESSAGE_ID_LENGTH_MAX) return messageId;
  return `backfill-${hash(`${position}\n${JSON.stringify(call)}`)}`;
}

/**
 * Platforms want a user id or an anonymous id, as text. Where there is neither, an anonymous id that is the same for each call
 * of the person. `undefined`: that would be taken for the person's id.
 */
function identifiersOf(
  { userId, anonymousId }: FormFields,
  own: readonly Identifier[],
  sendAnonymousId: boolean,
): Pick<FormFields, 'userId' | 'anonymousId'> | undefined {
  if (userId !== undefined || anonymousId !== undefined) return { userId, anonymousId };
  if (sendAnonymousId) return undefined;
  const [{ by, value } = { by: 'id', value: '' }] = own;
  return { userId: undefined, anonymousId: `backfill-${hash(`${by}\n${value}`)}` };
}

function destinationsOf(
  { context }: { readonly context?: unknown },
  own: readonly Identifier[],
  { kind, destination_name: name }: Handover,
): object {
  const chosen = name === null ? {} : { integrations: { All: false, [name]: true } };
  const contactId = own.find(({ by }) => by === 'id')?.value;
  if (contactId === undefined) return chosen;
  // It may have stood in the integrations, which now say nothing but where the call goes.
  const given = asObject(context) ?? {};
  const key = kind === 'segment' ? 'externalIds' : 'externalId';
  const others: readonly unknown[] = Array.isArray(given[key]) ? given[key] : [];
  return {
    ...chosen,
    context: { ...given, [key]: [{ type: 'intercom_contact_id', id: contactId }, ...others] },
  };
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, HASH_LENGTH);
}
