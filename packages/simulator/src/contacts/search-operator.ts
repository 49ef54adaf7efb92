import type { Comparable, SearchField } from './search-field';

/** How one filter of a search compares. */
export interface SearchOperator {
  readonly test: (held: Comparable, asked: Comparable) => boolean;
  /** The test is equality, so that an index can answer it. */
  readonly exact: boolean;
  /** The filter is for the contacts that the test is not true of, those without a value too (assumed). */
  readonly negated: boolean;
  /** Takes an array of values, of which any will do. */
  readonly takesList: boolean;
}

type Test = SearchOperator['test'];

const equals: Test = (held, asked) => held === asked;
const contains: Test = (held, asked) => String(held).includes(String(asked));

const forAll: Readonly<Record<string, SearchOperator>> = {
  '=': plain(equals),
  '!=': { ...plain(equals), negated: true },
  IN: { ...plain(equals), takesList: true },
  NIN: { ...plain(equals), negated: true, takesList: true },
};

/** Doc, "Search contacts", accepted operators: some are for text only, some for times only. */
const operators: Readonly<Record<SearchField['kind'], Readonly<Record<string, SearchOperator>>>> = {
  text: {
    ...forAll,
    '~': plain(contains),
    '!~': { ...plain(contains), negated: true },
    '^': plain((held, asked) => String(held).startsWith(String(asked))),
    $: plain((held, asked) => String(held).endsWith(String(asked))),
  },
  time: {
    ...forAll,
    '>': plain((held, asked) => held > asked),
    '<': plain((held, asked) => held < asked),
  },
};

export function findSearchOperator(kind: SearchField['kind'], name: unknown): SearchOperator | undefined {
  return typeof name === 'string' && Object.hasOwn(operators[kind], name) ? operators[kind][name] : undefined;
}

/** The operators there are for a kind of field, for a message. */
export function searchOperatorNames(kind: SearchField['kind']): string {
  return Object.keys(operators[kind]).join(', ');
}

function plain(test: Test): SearchOperator {
  return { test, exact: test === equals, negated: false, takesList: false };
}
