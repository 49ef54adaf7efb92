import type { IdentifierKind } from './data-event';
import { createIntegrationTest } from './integration-names';
import { EMAIL_LENGTH_MAX } from './limits';
import type { MappingSettings } from './mapping-settings';
import type { Note } from './notes';
import { asObject, ownValue, readPath, type JsonObject, type TrackCall } from './track-call';
import { toWellFormed } from './well-formed';

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
): (call: TrackCall, notes: Note[]) => FoundIdentifier[] {
  const { identifierOrder, sendAnonymousId, emailFrom } = settings;
  const isIntercom = createIntegrationTest(settings);
  const userIdPaths = sendAnonymousId ? [...USER_ID_PATHS, ANONYMOUS_ID_PATH] : USER_ID_PATHS;
  const profileEmailPaths = compilePaths(emailFrom.filter((source) => source !== 'properties.email'));
  const otherEmailPaths = compilePaths(emailFrom.filter((source) => source === 'properties.email'));

  const sendsId = identifierOrder.includes('id');
  const sendsUserId = identifierOrder.includes('user_id');

  return (call, notes) => {
    // Read also where the order leaves them out: they tell whether properties.email may be about this person.
    const id = findContactId(call, isIntercom, sendsId ? notes : []);
    const userId = findUserId(call, userIdPaths, sendsUserId ? notes : []);
    let email: FoundIdentifier | undefined;
    if (identifierOrder.includes('email')) {
      email = findEmail(call, profileEmailPaths, notes);
      // It often names somebody else, an invitee for example: the last resort, and never a fallback.
      if (email === undefined && id === undefined && userId === undefined) {
        email = findEmail(call, otherEmailPaths, notes);
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

interface Path {
  readonly from: string;
  readonly segments: readonly string[];
}

const USER_ID_PATHS = compilePaths([
  'userId',
  'traits.userId',
  'traits.id',
  'context.traits.userId',
  'context.traits.id',
]);
const ANONYMOUS_ID_PATH: Path = { from: 'anonymousId', segments: ['anonymousId'] };

function compilePaths(paths: readonly string[]): readonly Path[] {
  return paths.map((from) => ({ from, segments: from.split('.') }));
}

function findContactId(
  call: TrackCall,
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
  const context = asObject(ownValue(call, 'context'));
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

function findUserId(call: TrackCall, paths: readonly Path[], notes: Note[]): FoundIdentifier | undefined {
  for (const { from, segments } of paths) {
    const value = readIdentifier(readPath(call, segments), from, notes);
    if (value !== undefined) return { by: 'user_id', value, from };
  }
  return undefined;
}

/**
 * A text or number as an identifier, trimmed. `undefined`: blank, or passed over with a note: of another type (a
 * boolean is nobody's id), or a number so large that JSON has rounded it, perhaps to somebody else's.
 */
function readIdentifier(value: unknown, from: string, notes: Note[]): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number' && Math.abs(value) <= Number.MAX_SAFE_INTEGER) return String(value);
  if (typeof value !== 'string') {
    const detail = 'Neither text nor a number that JSON keeps whole; passed over.';
    notes.push({ code: 'identifier_ignored', key: from, detail });
    return undefined;
  }
  const identifier = toWellFormed(value.trim());
  if (identifier === '') return undefined;
  if (identifier !== value) {
    notes.push({ code: 'identifier_changed', key: from, detail: 'Trimmed, or half a character replaced.' });
  }
  return identifier;
}

function findEmail(call: TrackCall, paths: readonly Path[], notes: Note[]): FoundIdentifier | undefined {
  for (const { from, segments } of paths) {
    const value = readPath(call, segments);
    if (value === undefined || value === null || (typeof value === 'string' && value.trim() === '')) continue;
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

/** One `@`, no blanks, a dot inside the domain: what a typing error breaks, not all that RFC 5322 forbids. */
function isEmail(text: string): boolean {
  return text.length <= EMAIL_LENGTH_MAX && /^[^@\s]+@[^@\s.][^@\s]*\.[^@\s]*[^@\s.]$/.test(text);
}
