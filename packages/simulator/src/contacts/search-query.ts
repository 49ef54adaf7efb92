import { isJsonObject } from '../json-value';
import { SEARCH_DEPTH_MAX, SEARCH_GROUP_FILTERS_MAX } from '../limits';
import { type ContactRecord } from './contact';
import { type ContactStore } from './contact-store';

const fields = ['id', 'external_id', 'email', 'role'] as const;
type SearchField = (typeof fields)[number];

/** A search the simulator can do: equality on four fields, in AND and OR groups. */
export type SearchQuery =
  | { readonly kind: 'one_of'; readonly field: SearchField; readonly values: readonly string[] }
  | { readonly kind: 'all' | 'any'; readonly parts: readonly SearchQuery[] };

/** Reads the `query` of a search. A string is why it cannot be done. */
export function readSearchQuery(value: unknown, depth = 0): SearchQuery | string {
  if (!isJsonObject(value)) return 'query must be an object';
  const { operator } = value;
  if (operator === 'AND' || operator === 'OR') {
    return readGroup(operator === 'AND' ? 'all' : 'any', value['value'], depth);
  }
  const field = fields.find((name) => name === value['field']);
  if (field === undefined) return `field must be one of ${fields.join(', ')} in the simulator`;
  const values = operator === '=' ? [value['value']] : operator === 'IN' ? value['value'] : undefined;
  if (values === undefined) return 'operator must be =, IN, AND or OR in the simulator';
  if (!Array.isArray(values) || !values.every((one) => typeof one === 'string')) {
    return `value of ${field} must be a string`;
  }
  return { kind: 'one_of', field, values };
}

function readGroup(kind: 'all' | 'any', value: unknown, depth: number): SearchQuery | string {
  if (!Array.isArray(value)) return 'value of a group must be an array';
  if (value.length > SEARCH_GROUP_FILTERS_MAX)
    return `at most ${SEARCH_GROUP_FILTERS_MAX} filters in a group`;
  if (depth >= SEARCH_DEPTH_MAX) return `at most ${SEARCH_DEPTH_MAX} nested groups`;
  const parts: SearchQuery[] = [];
  for (const member of value) {
    const part = readSearchQuery(member, depth + 1);
    if (typeof part === 'string') return part;
    parts.push(part);
  }
  return { kind, parts };
}

/** The contacts a query asks for, archived ones too, in no particular order. */
export function findContacts(query: SearchQuery, contacts: ContactStore): Set<ContactRecord> {
  switch (query.kind) {
    case 'one_of':
      return new Set(query.values.flatMap((value) => findByField(query.field, value, contacts)));
    case 'any':
      return new Set(query.parts.flatMap((part) => [...findContacts(part, contacts)]));
    case 'all': {
      const [first, ...others] = query.parts.map((part) => findContacts(part, contacts));
      return new Set([...(first ?? [])].filter((record) => others.every((other) => other.has(record))));
    }
    default:
      return query satisfies never;
  }
}

function findByField(field: SearchField, value: string, contacts: ContactStore): ContactRecord[] {
  switch (field) {
    case 'id':
      return present(contacts.findById(value));
    case 'external_id':
      return present(contacts.findUserByExternalId(value));
    case 'email':
      return contacts.findByEmail(value);
    case 'role':
      return [...contacts.all()].filter(({ contact }) => contact.role === value);
    default:
      return field satisfies never;
  }
}

function present(record: ContactRecord | undefined): ContactRecord[] {
  return record === undefined ? [] : [record];
}
