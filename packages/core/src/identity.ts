import type { IdentifierKind } from './data-event';
import { EMAIL_LENGTH_MAX } from './limits';
import type { EmailSource, MappingSettings } from './mapping-settings';
import type { Note } from './notes';
import { asObject, ownValue, type JsonObject, type TrackCall } from './track-call';

export interface Identifier {
  readonly by: IdentifierKind;
  readonly value: string;
}

/** Whom the data event is about. Only the identifier itself is sent; delivery tries the fallbacks after a 404. */
export interface Identity extends Identifier {
  readonly fallbacks: readonly Identifier[];
}

type IdentitySettings = Pick<
  MappingSettings,
  'identifierOrder' | 'integrationNames' | 'sendAnonymousId' | 'emailFrom'
>;

const CONTACT_ID_TYPES = new Set(['intercom_contact_id', 'intercomContactId', 'intercom_id']);

/** Compiles the settings into a reader of identities. `undefined`: the call names nobody Intercom could know. */
export function createIdentityReader(
  settings: IdentitySettings,
): (call: TrackCall, notes: Note[]) => Identity | undefined {
  const { identifierOrder, sendAnonymousId, emailFrom } = settings;
  const integrationNames = new Set([
    'intercom',
    ...settings.integrationNames.map((name) => name.toLowerCase()),
  ]);
  const profileEmailSources = emailFrom.filter((source) => source !== 'properties.email');
  const mayUsePropertiesEmail = emailFrom.includes('properties.email');

  return (call, notes) => {
    const traits = asObject(ownValue(call, 'traits'));
    const context = asObject(ownValue(call, 'context'));
    const contextTraits = asObject(ownValue(context, 'traits'));

    // Also where the order leaves them out: they tell whether properties.email may be about this person.
    const id = findContactId(call, context, integrationNames);
    const userId = findUserId(call, traits, contextTraits, sendAnonymousId);
    let email: string | undefined;
    if (identifierOrder.includes('email')) {
      email = findEmail(call, profileEmailSources, notes);
      // It often names somebody else, an invitee for example: the last resort, and never a fallback.
      if (email === undefined && id === undefined && userId === undefined && mayUsePropertiesEmail) {
        email = findEmail(call, ['properties.email'], notes);
      }
    }

    let strongest: Identifier | undefined;
    const fallbacks: Identifier[] = [];
    for (const by of identifierOrder) {
      const value = by === 'id' ? id : by === 'user_id' ? userId : email;
      if (value === undefined) continue;
      if (strongest === undefined) strongest = { by, value };
      else fallbacks.push({ by, value });
    }
    return strongest === undefined ? undefined : { by: strongest.by, value: strongest.value, fallbacks };
  };
}

function findContactId(
  call: TrackCall,
  context: JsonObject | undefined,
  integrationNames: ReadonlySet<string>,
): string | undefined {
  const integrations = asObject(ownValue(call, 'integrations'));
  if (integrations !== undefined) {
    for (const name of Object.keys(integrations)) {
      const options = asObject(integrations[name]);
      if (options === undefined || !integrationNames.has(name.toLowerCase())) continue;
      const id = readIdentifier(ownValue(options, 'id'));
      if (id !== undefined) return id;
    }
  }
  return findExternalId(ownValue(context, 'externalId')) ?? findExternalId(ownValue(context, 'externalIds'));
}

function findExternalId(entries: unknown): string | undefined {
  if (!Array.isArray(entries)) return undefined;
  for (const entry of entries) {
    const externalId = asObject(entry);
    const type = ownValue(externalId, 'type');
    if (typeof type !== 'string' || !CONTACT_ID_TYPES.has(type)) continue;
    const id = readIdentifier(ownValue(externalId, 'id'));
    if (id !== undefined) return id;
  }
  return undefined;
}

function findUserId(
  call: TrackCall,
  traits: JsonObject | undefined,
  contextTraits: JsonObject | undefined,
  sendAnonymousId: boolean,
): string | undefined {
  return (
    readIdentifier(ownValue(call, 'userId')) ??
    readIdentifier(ownValue(traits, 'userId')) ??
    readIdentifier(ownValue(traits, 'id')) ??
    readIdentifier(ownValue(contextTraits, 'userId')) ??
    readIdentifier(ownValue(contextTraits, 'id')) ??
    (sendAnonymousId ? readIdentifier(ownValue(call, 'anonymousId')) : undefined)
  );
}

/** A text or number as an identifier, trimmed. `undefined`: blank, or of another type (a boolean is nobody's id). */
function readIdentifier(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  return text === '' ? undefined : text.toWellFormed();
}

function findEmail(call: TrackCall, sources: readonly EmailSource[], notes: Note[]): string | undefined {
  for (const source of sources) {
    const value = readPath(call, source);
    if (value === undefined || value === null || (typeof value === 'string' && value.trim() === '')) continue;
    const email = typeof value === 'string' ? value.trim().toLowerCase() : '';
    if (isEmail(email)) return email.toWellFormed();
    notes.push({ code: 'email_invalid', key: source, detail: 'Not an email address; passed over.' });
  }
  return undefined;
}

function readPath(call: TrackCall, path: EmailSource): unknown {
  let value: unknown = call;
  for (const key of path.split('.')) value = ownValue(asObject(value), key);
  return value;
}

/** One `@`, no blanks, a dot inside the domain: what a typing error breaks, not all that RFC 5322 forbids. */
export function isEmail(text: string): boolean {
  return text.length <= EMAIL_LENGTH_MAX && /^[^@\s]+@[^@\s.][^@\s]*\.[^@\s]*[^@\s.]$/.test(text);
}
