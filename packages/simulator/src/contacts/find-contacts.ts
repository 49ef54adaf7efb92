import type { ContactRecord, ListedContact } from './contact';
import type { ContactStore } from './contact-store';
import { matchesQuery, type SearchQuery } from './search-query';
import { contactInSearch } from './search-version';

/** The contacts a query asks for, as the search index knows them; archived ones never. In no particular order. */
export function findContacts(query: SearchQuery, contacts: ContactStore, nowMs: number): ListedContact[] {
  const indexed = findIndexed(query, contacts);
  // What a contact was found by until its update reaches the search is in no index.
  const candidates =
    indexed === undefined ? contacts.all() : new Set([...indexed, ...contacts.updatesUnderWay(nowMs)]);
  const found: ListedContact[] = [];
  for (const record of candidates) {
    const contact = contactInSearch(record, nowMs);
    if (contact === undefined || contact.archived || !matchesQuery(query, contact)) continue;
    found.push({ serial: record.serial, contact });
  }
  return found;
}

/** All contacts that may match, found without a scan; undefined where only a scan will do. */
function findIndexed(query: SearchQuery, contacts: ContactStore): ContactRecord[] | undefined {
  switch (query.kind) {
    case 'filter': {
      if (query.operator.negated || !query.operator.exact) return undefined;
      const find = finders(contacts)[query.field.name];
      return find && query.values.flatMap((value) => find(String(value)) ?? []);
    }
    case 'any': {
      const found = query.parts.map((part) => findIndexed(part, contacts));
      return found.every((part) => part !== undefined) ? found.flat() : undefined;
    }
    case 'all':
      return query.parts.map((part) => findIndexed(part, contacts)).find((part) => part !== undefined);
    default:
      return query satisfies never;
  }
}

type Find = (value: string) => ContactRecord | readonly ContactRecord[] | undefined;

function finders(contacts: ContactStore): Readonly<Record<string, Find | undefined>> {
  return {
    id: (id) => contacts.findById(id),
    external_id: (externalId) => contacts.findUserByExternalId(externalId),
    email: (email) => contacts.findByEmail(email),
  };
}
