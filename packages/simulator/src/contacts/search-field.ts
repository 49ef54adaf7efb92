import type { StoredContact } from './contact';

/** What a search compares: text, or for times the day. */
export type Comparable = string | number;

/** A field that a search can ask for. */
export interface SearchField {
  readonly name: string;
  readonly kind: 'text' | 'time';
  /** What the contact has there, ready to be compared; null for nothing. */
  readonly read: (contact: StoredContact) => Comparable | null;
  /** A value in a query, ready to be compared; undefined if it is of the wrong type. */
  readonly readAsked: (value: unknown) => Comparable | undefined;
}

const SECONDS_OF_DAY = 24 * 60 * 60;
const CUSTOM_PREFIX = 'custom_attributes.';

/** The fields of Intercom's that the simulator keeps. Doc, "Search contacts", accepted fields. */
const fields: readonly SearchField[] = [
  exactText('id', ({ id }) => id),
  exactText('role', ({ role }) => role),
  exactText('external_id', ({ external_id }) => external_id),
  foldedText('name', ({ name }) => name),
  foldedText('email', ({ email }) => email),
  foldedText('email_domain', ({ email }) => email && email.slice(email.lastIndexOf('@') + 1)),
  foldedText('phone', ({ phone }) => phone),
  time('created_at', ({ created_at }) => created_at),
  time('updated_at', ({ updated_at }) => updated_at),
];

/** The fields there are, for a message. */
export const searchFieldNames = [...fields.map(({ name }) => name), `${CUSTOM_PREFIX}…`].join(', ');

export function findSearchField(name: unknown): SearchField | undefined {
  if (typeof name !== 'string') return undefined;
  if (!name.startsWith(CUSTOM_PREFIX)) return fields.find((field) => field.name === name);
  const attribute = name.slice(CUSTOM_PREFIX.length);
  return foldedText(name, ({ custom_attributes }) => {
    const value = Object.hasOwn(custom_attributes, attribute) ? custom_attributes[attribute] : undefined;
    return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : null;
  });
}

function exactText(name: string, read: SearchField['read']): SearchField {
  return { name, kind: 'text', read, readAsked: (value) => (typeof value === 'string' ? value : undefined) };
}

/** That case does not count is assumed. */
function foldedText(name: string, read: (contact: StoredContact) => string | null): SearchField {
  return {
    name,
    kind: 'text',
    read: (contact) => read(contact)?.toLowerCase() ?? null,
    readAsked: (value) => (typeof value === 'string' ? value.toLowerCase() : undefined),
  };
}

/** A search knows times by the day, in UTC. Doc, "Searching for timestamp fields". */
function time(name: string, read: (contact: StoredContact) => number): SearchField {
  return {
    name,
    kind: 'time',
    read: (contact) => dayOf(read(contact)),
    readAsked: (value) => (Number.isSafeInteger(value) ? dayOf(value as number) : undefined),
  };
}

function dayOf(seconds: number): number {
  return Math.floor(seconds / SECONDS_OF_DAY);
}
