import { asObject, ownValue, type JsonObject } from '../json-object';
import { parseBody } from './parse-body';

/** What is asked of a contact. Each but `id` is `undefined` where the contact has none. */
export interface ContactFacts {
  /** Intercom's own id. */
  readonly id: string;
  readonly externalId: string | undefined;
  readonly email: string | undefined;
}

/** A contact's facts from a reply that is one; `undefined`: it is none. */
export function readContact(body: string): ContactFacts | undefined {
  return toFacts(asObject(parseBody(body)));
}

/** The contacts of a page of search results, two of which are as good as more; `undefined`: it is no such page. */
export function readSearchResults(body: string): readonly ContactFacts[] | undefined {
  const data = ownValue(asObject(parseBody(body)), 'data');
  if (!Array.isArray(data)) return undefined;
  const contacts = data.map((contact) => toFacts(asObject(contact)));
  return contacts.filter((contact) => contact !== undefined);
}

function toFacts(contact: JsonObject | undefined): ContactFacts | undefined {
  const id = filledText(ownValue(contact, 'id'));
  if (id === undefined) return undefined;
  return {
    id,
    externalId: filledText(ownValue(contact, 'external_id')),
    email: filledText(ownValue(contact, 'email'))?.toLowerCase(),
  };
}

function filledText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The contact that a conflict on creation names, as recorded: "A contact matching those details already exists with id=5ff2…". */
export function readConflict(message: string | undefined): { id: string | undefined; isArchived: boolean } {
  return {
    id: /\bid=([\w-]+)/.exec(message ?? '')?.[1],
    isArchived: /\barchived\b/i.test(message ?? ''),
  };
}
