import type { IdentifierKind } from '../data-event';
import { asObject, ownValue, type JsonObject } from '../json-object';
import { EMAIL_LENGTH_MAX, IDENTIFIER_LENGTH_MAX } from '../limits';
import type { Note } from '../notes';
import type { EmailSource, MappingSettings } from '../settings/mapping-settings';
import { toWellFormed } from '../well-formed';
import type { Call } from './call';
import { createIntegrationTest } from './integration-names';

export interface Identifier {
  readonly by: IdentifierKind;
  readonly value: string;
}

/** Whom the data event is about. Only the identifier itself is sent; delivery tries the fallbacks after a 404. */
export interface Identity extends Identifier {
  readonly fallbacks: readonly Identifier[];
}

/** An identifier with the place in the call where it was read. */
export interface FoundIdentifier extends Identifier {
  readonly from: string;
}

type IdentitySettings = Pick<
  MappingSettings,
  'identifierOrder' | 'integrationNames' | 'sendAnonymousId' | 'emailFrom'
>;

const CONTACT_ID_TYPES = new Set(['intercom_contact_id', 'intercomContactId', 'intercom_id']);

/**
 * Compiles the settings into a finder of identifiers, which gives all that may name the contact, the strongest first.
 * Empty: the call names nobody Intercom could know.
 */
export function createIdentifierFinder(
  settings: IdentitySettings,
): (call: Call, notes: Note[]) => FoundIdentifier[] {
  const { identifierOrder, sendAnonymousId } = settings;
  const isIntercom = createIntegrationTest(settings);
  const profileEmails = settings.emailFrom.filter((source) => source !== 'properties.email');
  const otherEmails = settings.emailFrom.filter((source) => source === 'properties.email');

  const sendsId = identifierOrder.includes('id');
  const sendsUserId = identifierOrder.includes('user_id');
  const sendsEmail = identifierOrder.includes('email');

  return (call, notes) => {
    const objects = openObjects(call);
    // Read also where the order leaves them out: they tell whether properties.email may be about this person.
    const id = findContactId(objects, isIntercom, sendsId ? notes : []);
    const userId = findUserId(objects, sendAnonymousId, sendsUserId ? notes : []);
    let email: FoundIdentifier | undefined;
    if (sendsEmail) {
      email = findEmail(objects, profileEmails, notes);
      // It often names somebody else, an invitee for example: the last resort, and never a fallback.
      if (email === undefined && id === undefined && userId === undefined) {
        email = findEmail(objects, otherEmails, notes);
      }
    }
    const found: FoundIdentifier[] = [];
    for (const by of identifierOrder) {
      const identifier = by === 'id' ? id : by === 'user_id' ? userId : email;
      if (identifier !== undefined) found.push(identifier);
    }
    return found;
  };
}

/** The identity of which only the strongest identifier is sent. `undefined`: there is none. */
export function toIdentity(found: readonly FoundIdentifier[]): Identity | undefined {
  const strongest = found[0];
  if (strongest === undefined) return undefined;
  const fallbacks = found.slice(1).map(({ by, value }) => ({ by, value }));
  return { by: strongest.by, value: strongest.value, fallbacks };
}

/** The objects of a call that identifiers are read from, each looked up once. */
interface CallObjects {
  readonly call: Call;
  readonly traits: JsonObject | undefined;
  readonly context: JsonObject | undefined;
  readonly contextTraits: JsonObject | undefined;
}

function openObjects(call: Call): CallObjects {
  const context = asObject(ownValue(call, 'context'));
  return {
    call,
    traits: asObject(ownValue(call, 'traits')),
    context,
    contextTraits: asObject(ownValue(context, 'traits')),
  };
}

function findContactId(
  { call, context }: CallObjects,
  isIntercom: (integration: string) => boolean,
  notes: Note[],
): FoundIdentifier | undefined {
  const integrations = asObject(ownValue(call, 'integrations'));
  if (integrations !== undefined) {
    for (const name of Object.keys(integrations)) {
      const options = asObject(integrations[name]);
      if (options === undefined || !isIntercom(name)) continue;
      const from = `integrations.${name}.id`;
      const value = readIdentifier(ownValue(options, 'id'), from, notes);
      if (value !== undefined) return { by: 'id', value, from };
    }
  }
  return findExternalId(context, 'externalId', notes) ?? findExternalId(context, 'externalIds', notes);
}

function findExternalId(
  context: JsonObject | undefined,
  key: string,
  notes: Note[],
): FoundIdentifier | undefined {
  const entries = ownValue(context, key);
  if (!Array.isArray(entries)) return undefined;
  for (const [index, entry] of entries.entries()) {
    const externalId = asObject(entry);
    const type = ownValue(externalId, 'type');
    if (typeof type !== 'string' || !CONTACT_ID_TYPES.has(type)) continue;
    const from = `context.${key}[${index}].id`;
    const value = readIdentifier(ownValue(externalId, 'id'), from, notes);
    if (value !== undefined) return { by: 'id', value, from };
  }
  return undefined;
}

function findUserId(
  { call, traits, contextTraits }: CallObjects,
  sendAnonymousId: boolean,
  notes: Note[],
): FoundIdentifier | undefined {
  return (
    readUserId(ownValue(call, 'userId'), 'userId', notes) ??
    readUserId(ownValue(traits, 'userId'), 'traits.userId', notes) ??
    readUserId(ownValue(traits, 'id'), 'traits.id', notes) ??
    readUserId(ownValue(contextTraits, 'userId'), 'context.traits.userId', notes) ??
    readUserId(ownValue(contextTraits, 'id'), 'context.traits.id', notes) ??
    (sendAnonymousId ? readUserId(ownValue(call, 'anonymousId'), 'anonymousId', notes) : undefined)
  );
}

function readUserId(value: unknown, from: string, notes: Note[]): FoundIdentifier | undefined {
  const identifier = readIdentifier(value, from, notes);
  return identifier === undefined ? undefined : { by: 'user_id', value: identifier, from };
}

/**
 * A text or number as an identifier, trimmed. `undefined`: blank, or passed over with a note: of another type (a
 * boolean is nobody's id), too long, or a number so large that JSON has rounded it, perhaps to somebody else's.
 */
function readIdentifier(value: unknown, from: string, notes: Note[]): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number' && Math.abs(value) <= Number.MAX_SAFE_INTEGER) return String(value);
  if (typeof value !== 'string') {
    const detail = 'Neither text nor a number that JSON keeps whole; passed over.';
    notes.push({ code: 'identifier_ignored', key: from, detail });
    return undefined;
  }
  if (isTooLong(value, from, notes)) return undefined;
  const identifier = toWellFormed(value.trim());
  if (identifier === '') return undefined;
  if (identifier !== value) {
    notes.push({ code: 'identifier_changed', key: from, detail: 'Trimmed, or half a character replaced.' });
  }
  return identifier;
}

/** Asked before anything else looks at the text. */
function isTooLong(text: string, from: string, notes: Note[]): boolean {
  if (text.length <= IDENTIFIER_LENGTH_MAX) return false;
  const detail = `Longer than ${IDENTIFIER_LENGTH_MAX} UTF-16 units; passed over.`;
  notes.push({ code: 'identifier_ignored', key: from, detail });
  return true;
}

function findEmail(
  objects: CallObjects,
  sources: readonly EmailSource[],
  notes: Note[],
): FoundIdentifier | undefined {
  for (const from of sources) {
    const value = emailValueAt(objects, from);
    if (value === undefined || value === null) continue;
    if (typeof value === 'string') {
      if (value.length <= EMAIL_LENGTH_MAX && PLAIN_EMAIL.test(value)) return { by: 'email', value, from };
      if (isTooLong(value, from, notes) || value.trim() === '') continue;
    }
    const email = typeof value === 'string' ? toWellFormed(value.trim().toLowerCase()) : '';
    if (isEmail(email)) {
      if (email !== value) {
        const detail = 'Trimmed, in lower case, or half a character replaced.';
        notes.push({ code: 'identifier_changed', key: from, detail });
      }
      return { by: 'email', value: email, from };
    }
    notes.push({ code: 'email_invalid', key: from, detail: 'Not an email address; passed over.' });
  }
  return undefined;
}

function emailValueAt({ call, traits, contextTraits }: CallObjects, source: EmailSource): unknown {
  switch (source) {
    case 'context.traits.email':
      return ownValue(contextTraits, 'email');
    case 'traits.email':
      return ownValue(traits, 'email');
    case 'properties.email':
      return ownValue(asObject(ownValue(call, 'properties')), 'email');
    default:
      return source satisfies never;
  }
}

/** What most addresses look like: valid, and already as it is sent. */
const PLAIN_EMAIL = /^[a-z0-9._+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+$/;

/** One `@`, no blanks, a dot inside the domain: what a typing error breaks, not all that RFC 5322 forbids. */
function isEmail(text: string): boolean {
  return text.length <= EMAIL_LENGTH_MAX && /^[^@\s]+@[^@\s.]+\.[^@\s]*[^@\s.]$/.test(text);
}
