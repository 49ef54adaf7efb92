import { isJsonObject, type JsonObject } from '../json-value';
import { SEARCH_DEPTH_MAX, SEARCH_GROUP_FILTERS_MAX } from '../limits';
import type { StoredContact } from './contact';
import { findSearchField, searchFieldNames, type Comparable, type SearchField } from './search-field';
import { findSearchOperator, searchOperatorNames, type SearchOperator } from './search-operator';

/** What one filter asks for: any of the values, or for a negated operator none of them. */
export interface SearchFilter {
  readonly kind: 'filter';
  readonly field: SearchField;
  readonly operator: SearchOperator;
  readonly values: readonly Comparable[];
}

/** A search: filters in AND and OR groups. */
export type SearchQuery =
  SearchFilter | { readonly kind: 'all' | 'any'; readonly parts: readonly SearchQuery[] };

/** Reads the `query` of a search. A string is why it cannot be done; the words are assumed. */
export function readSearchQuery(value: unknown, depth = 0): SearchQuery | string {
  if (!isJsonObject(value)) return 'query must be an object';
  const { operator } = value;
  if (operator === 'AND' || operator === 'OR') {
    return readGroup(operator === 'AND' ? 'all' : 'any', value['value'], depth);
  }
  return readFilter(value);
}

function readFilter(sent: JsonObject): SearchFilter | string {
  const field = findSearchField(sent['field']);
  if (field === undefined) return `field must be one of ${searchFieldNames} in the simulator`;
  const operator = findSearchOperator(field.kind, sent['operator']);
  if (operator === undefined) {
    return `operator must be AND, OR or for ${field.name} one of ${searchOperatorNames(field.kind)}`;
  }
  const sentValues = operator.takesList ? sent['value'] : [sent['value']];
  if (!Array.isArray(sentValues)) return `value of ${field.name} must be an array`;
  const values: Comparable[] = [];
  for (const one of sentValues) {
    const asked = field.readAsked(one);
    if (asked === undefined) {
      return `value of ${field.name} must be a ${field.kind === 'text' ? 'string' : 'Unix timestamp'}`;
    }
    values.push(asked);
  }
  return { kind: 'filter', field, operator, values };
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

/** Whether a contact is one that the query asks for. An empty group asks for nobody. */
export function matchesQuery(query: SearchQuery, contact: StoredContact): boolean {
  switch (query.kind) {
    case 'filter': {
      const { field, operator, values } = query;
      const held = field.read(contact);
      return (held !== null && values.some((asked) => operator.test(held, asked))) !== operator.negated;
    }
    case 'any':
      return query.parts.some((part) => matchesQuery(part, contact));
    case 'all':
      return query.parts.length > 0 && query.parts.every((part) => matchesQuery(part, contact));
    default:
      return query satisfies never;
  }
}
