import type { IdentifierKind } from '../data-event';
import { hasOwn } from '../has-own';
import { asObject, ownValue } from '../json-object';
import { EMAIL_LENGTH_MAX } from '../limits';
import type { Note } from '../notes';
import type { EmailSource, MappingSettings } from '../settings/mapping-settings';
import { isBlank } from '../values/text';
import { toWellFormed } from '../well-formed';
import { createIntegrationReader } from './integration-names';
import type { OpenedCall } from './open-call';
import {
  createIdentifierReader,
  createPlaceholderTest,
  isTooLong,
  passOver,
  passOverPlaceholder,
  type IdentifierReader,
  type IdentifierReading,
} from './read-identifier';

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

/** All that may name the contact, the strongest first; empty: the call names nobody Intercom could know. */
export interface FoundIdentifiers {
  readonly identifiers: readonly FoundIdentifier[];
  /** An identifier was passed over because it can't be read or was mangled. */
  readonly isUnreadable: boolean;
}

type IdentitySettings = Pick<
  MappingSettings,
  'identifierOrder' | 'integrationNames' | 'placeholderIds' | 'sendAnonymousId' | 'emailFrom'
>;

const CONTACT_ID_TYPES = new Set(['intercom_contact_id', 'intercomContactId', 'intercom_id']);

/** Whether an entry of `context.externalIds` with this type names a contact. */
export function isIdentifierType(type: unknown): boolean {
  return type === 'user_id' || type === 'email' || (typeof type === 'string' && CONTACT_ID_TYPES.has(type));
}

/** Compiles the settings into a finder of the identifiers of a call. */
export function createIdentifierFinder(
  settings: IdentitySettings,
): (opened: OpenedCall, notes: Note[]) => FoundIdentifiers {
  const { identifierOrder } = settings;
  const isPlaceholder = createPlaceholderTest(settings);
  const readIdentifier = createIdentifierReader(isPlaceholder);
  const findContactId = createContactIdFinder(settings, readIdentifier);
  const findUserId = createUserIdFinder(settings, readIdentifier);
  const findEmail = createEmailFinder(isPlaceholder);
  const profileEmails = settings.emailFrom.filter((source) => source !== 'properties.email');
  const otherEmails = settings.emailFrom.filter((source) => source === 'properties.email');

  const sendsId = identifierOrder.includes('id');
  const sendsUserId = identifierOrder.includes('user_id');
  const sendsEmail = identifierOrder.includes('email');
  const countsUserId = settings.emailFrom.includes('userId');

  return (opened, notes) => {
    const reading = beginReading(notes);
    if (opened.isCutShort) {
      reading.isUnreadable = true;
      reading.isSpoiled = true;
    }
    // Read also where the order leaves them out: they tell whether properties.email may be about this person.
    const unsent = sendsId && sendsUserId ? reading : beginReading([]);
    const id = findContactId(opened, sendsId ? reading : unsent);
    const userId = findUserId(opened, sendsUserId ? reading : unsent);
    let email: FoundIdentifier | undefined;
    let emailOfUserId: FoundIdentifier | undefined;
    if (sendsEmail) {
      if (countsUserId) emailOfUserId = toEmailFallback(userId);
      email = findEmail(opened, emailOfUserId, profileEmails, reading);
      // It often names somebody else, an invitee for example: the last resort, and never a fallback.
      const isNobodyNamed = email === undefined && id === undefined && userId === undefined;
      if (isNobodyNamed && !reading.isSpoiled && !unsent.isSpoiled) {
        email = findEmail(opened, emailOfUserId, otherEmails, reading);
      }
    }
    const identifiers: FoundIdentifier[] = [];
    for (const by of identifierOrder) {
      const identifier = by === 'id' ? id : by === 'user_id' ? userId : email;
      if (identifier !== undefined) identifiers.push(identifier);
      // Beside another email of the profile's: the user id is the person's own as well.
      if (by === 'email' && emailOfUserId !== undefined && emailOfUserId.value !== email?.value) {
        identifiers.push(emailOfUserId);
      }
    }
    return { identifiers, isUnreadable: reading.isUnreadable };
  };
}

/** The identity of which only the strongest identifier is sent. `undefined`: there is none. */
export function toIdentity(found: readonly FoundIdentifier[]): Identity | undefined {
  const strongest = found[0];
  if (strongest === undefined) return undefined;
  const fallbacks = found.length === 1 ? [] : found.slice(1).map(({ by, value }) => ({ by, value }));
  return { by: strongest.by, value: strongest.value, fallbacks };
}

function beginReading(notes: Note[]): IdentifierReading {
  return { notes, isUnreadable: false, isSpoiled: false };
}

type Finder = (opened: OpenedCall, reading: IdentifierReading) => FoundIdentifier | undefined;

function createContactIdFinder(settings: IdentitySettings, read: IdentifierReader): Finder {
  const readName = createIntegrationReader(settings);
  return ({ context, integrations, externalIds }, reading) => {
    if (integrations !== undefined) {
      for (const name in integrations) {
        const options = asObject(integrations[name]);
        if (options === undefined || !hasOwn(integrations, name) || readName(name) !== 'intercom') continue;
        const from = `integrations.${name}.id`;
        const value = read(ownValue(options, 'id'), from, reading);
        if (value !== undefined) return { by: 'id', value, from };
      }
    }
    return (
      findExternalContactId(ownValue(context, 'externalId'), 'externalId', read, reading) ??
      findExternalContactId(externalIds, 'externalIds', read, reading)
    );
  };
}

function findExternalContactId(
  entries: unknown,
  key: string,
  read: IdentifierReader,
  reading: IdentifierReading,
): FoundIdentifier | undefined {
  if (!Array.isArray(entries)) {
    const isFilledText = typeof entries === 'string' && !isBlank(entries);
    if (isFilledText) passOver(`context.${key}`, reading, 'Text in place of a list; passed over.');
    return undefined;
  }
  for (const [index, entry] of entries.entries()) {
    const externalId = asObject(entry);
    const type = ownValue(externalId, 'type');
    if (typeof type !== 'string' || !CONTACT_ID_TYPES.has(type)) continue;
    const from = `context.${key}[${index}].id`;
    const value = read(ownValue(externalId, 'id'), from, reading);
    if (value !== undefined) return { by: 'id', value, from };
  }
  return undefined;
}

function createUserIdFinder({ sendAnonymousId }: IdentitySettings, read: IdentifierReader): Finder {
  const readUserId = (value: unknown, from: string, reading: IdentifierReading) => {
    const identifier = read(value, from, reading);
    return identifier === undefined ? undefined : ({ by: 'user_id', value: identifier, from } as const);
  };
  return ({ call, traits, contextTraits, externalIds }, reading) => {
    const named =
      readUserId(ownValue(call, 'userId'), 'userId', reading) ??
      readUserId(ownValue(traits, 'userId'), 'traits.userId', reading) ??
      readUserId(ownValue(traits, 'id'), 'traits.id', reading) ??
      readUserId(ownValue(contextTraits, 'userId'), 'context.traits.userId', reading) ??
      readUserId(ownValue(contextTraits, 'id'), 'context.traits.id', reading);
    if (named !== undefined) return named;
    const external = findOnlyExternalId(externalIds, 'user_id', reading);
    return (
      (external === undefined ? undefined : readUserId(external.id, external.from, reading)) ??
      (sendAnonymousId ? readUserId(ownValue(call, 'anonymousId'), 'anonymousId', reading) : undefined)
    );
  };
}

/** The entry of `context.externalIds` with the type. `undefined`: there is none, or several with other ids. */
function findOnlyExternalId(
  entries: unknown,
  type: 'user_id' | 'email',
  reading: IdentifierReading,
): { readonly id: unknown; readonly from: string } | undefined {
  if (!Array.isArray(entries)) return undefined;
  let found: { readonly id: unknown; readonly from: string } | undefined;
  for (const [index, entry] of entries.entries()) {
    const externalId = asObject(entry);
    if (ownValue(externalId, 'type') !== type) continue;
    const id = ownValue(externalId, 'id');
    if (id === undefined || id === null || id === '' || id === found?.id) continue;
    if (found !== undefined) {
      const detail = `Several ${type === 'email' ? 'emails' : 'user ids'}, and none is more likely than the others; passed over.`;
      reading.notes.push({ code: 'identifier_ignored', key: 'context.externalIds', detail });
      reading.isSpoiled = true;
      return undefined;
    }
    found = { id, from: `context.externalIds[${index}].id` };
  }
  return found;
}

type EmailFinder = (
  opened: OpenedCall,
  emailOfUserId: FoundIdentifier | undefined,
  sources: readonly EmailSource[],
  reading: IdentifierReading,
) => FoundIdentifier | undefined;

function createEmailFinder(isPlaceholder: (text: string) => boolean): EmailFinder {
  const readEmail = createEmailReader(isPlaceholder);
  const findIn = (
    source: EmailSource,
    { call, traits, contextTraits, externalIds }: OpenedCall,
    emailOfUserId: FoundIdentifier | undefined,
    reading: IdentifierReading,
  ) => {
    switch (source) {
      case 'context.traits.email':
        return readEmail(ownValue(contextTraits, 'email'), source, reading);
      case 'traits.email':
        return readEmail(ownValue(traits, 'email'), source, reading);
      case 'context.externalIds': {
        const external = findOnlyExternalId(externalIds, 'email', reading);
        return external === undefined ? undefined : readEmail(external.id, external.from, reading);
      }
      case 'userId':
        return emailOfUserId;
      case 'properties.email':
        return readEmail(ownValue(asObject(ownValue(call, 'properties')), 'email'), source, reading);
      default:
        return source satisfies never;
    }
  };
  return (opened, emailOfUserId, sources, reading) => {
    for (const source of sources) {
      const email = findIn(source, opened, emailOfUserId, reading);
      if (email !== undefined) return email;
    }
    return undefined;
  };
}

/** A user id that is an email address may be what the contact is known by instead. */
function toEmailFallback(userId: FoundIdentifier | undefined): FoundIdentifier | undefined {
  if (userId?.value.includes('@') !== true) return undefined;
  const value = userId.value.toLowerCase();
  return isEmail(value) ? { by: 'email', value, from: userId.from } : undefined;
}

/**
 * Compiles a reader of emails, which gives an address trimmed and in lower case. `undefined`: blank, or passed over with a
 * note.
 */
function createEmailReader(isPlaceholder: (text: string) => boolean) {
  return (value: unknown, from: string, reading: IdentifierReading): FoundIdentifier | undefined => {
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'string') {
      const isPlain = value.length <= EMAIL_LENGTH_MAX && PLAIN_EMAIL.test(value);
      if (isPlain && !isPlaceholder(value)) return { by: 'email', value, from };
      if (isTooLong(value, from, reading)) return undefined;
    }
    const email = typeof value === 'string' ? toWellFormed(value.trim().toLowerCase()) : undefined;
    if (email === '') return undefined;
    if (isPlaceholder(email ?? textOf(value))) {
      passOverPlaceholder(from, reading);
      return undefined;
    }
    if (email !== undefined && isEmail(email)) {
      if (email !== value) {
        const detail = 'Trimmed, in lower case, or half a character replaced.';
        reading.notes.push({ code: 'identifier_changed', key: from, detail });
      }
      return { by: 'email', value: email, from };
    }
    reading.notes.push({ code: 'email_invalid', key: from, detail: 'Not an email address; passed over.' });
    reading.isSpoiled = true;
    return undefined;
  };
}

/** Of a number or boolean, which a placeholder may be written as; of anything else, none. */
function textOf(value: unknown): string {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** What most addresses look like: valid, and already as it is sent. */
const PLAIN_EMAIL = /^[a-z0-9._+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+$/;

/** One `@`, no blanks, a dot inside the domain: what a typing error breaks, not all that RFC 5322 forbids. */
function isEmail(text: string): boolean {
  return text.length <= EMAIL_LENGTH_MAX && /^[^@\s]+@[^@\s.]+\.[^@\s]*[^@\s.]$/.test(text);
}
