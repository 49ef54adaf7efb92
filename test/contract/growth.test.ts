import {
  compileEventPattern,
  createMapper,
  createOptOutTest,
  createWorkspace,
  describeReply,
  explainTrackCall,
  readWorkspaceOf,
  type MappingSettings,
} from '@intercom-destination/core';
import { describe, expect, it } from '@jest/globals';
import { toSnakeCase } from '../../packages/backfill/src/filters/snake-case';
import { KeyTable } from '../../packages/backfill/src/plan/key-table';
import { findNamePatterns } from '../../packages/backfill/src/plan/name-patterns';
import { judgeText } from '../../packages/backfill/src/plan/sensitive';
import { findDelimiter } from '../../packages/backfill/src/sources/warehouse/find-delimiter';
import { maskEmails } from '../../packages/backfill/src/terminal/mask-emails';
import { dateKey } from '../../packages/core/src/values/find-date';
import { legaliseKey, readKeyFacts } from '../../packages/core/src/values/keys';
import { readMajorAmount } from '../../packages/core/src/values/money';
import { legaliseDateKey } from '../../packages/core/src/values/property';
import { readAnyTime } from '../../packages/core/src/values/read-time';
import { isHttpUri } from '../../packages/core/src/values/text';
import { readMessage } from '../../packages/rudder-destination/src/read-message';
import { growthOf, LONG, SHORT } from './growth';

/** Texts of a given length that are dear to a careless pattern. */
const SHAPES: readonly { readonly shape: string; readonly because: string; readonly of: TextOf }[] = [
  { shape: 'underscores', because: 'a run of separators before a date ending', of: ends('_', 'x') },
  { shape: 'mixed separators', because: 'what a date loses before its ending', of: ends('_- ', 'x') },
  { shape: 'hyphens', because: 'what kebab case trims', of: ends('-', 'x') },
  { shape: 'blanks', because: 'what is trimmed', of: ends(' ', 'x') },
  { shape: 'line feeds', because: 'a dot stops there', of: ends('\n', 'x') },
  { shape: 'stars', because: 'nothing in it is legal', of: ends('*', '') },
  { shape: 'slashes', because: 'a base URL loses those at its end', of: ends('/', 'x') },
  { shape: 'date endings', because: 'each may be the last', of: ends('_at', 'x') },
  { shape: 'a date key', because: 'the ending stands behind a run', of: ends('_', '_date') },
  { shape: 'a word', because: 'an email may begin at each letter', of: ends('a', '') },
  { shape: 'words and signs', because: 'each may be an email', of: ends('a@', '') },
  { shape: 'dots', because: 'a domain, an empty one, and a path', of: ends('.', '@a') },
  {
    shape: 'an email',
    because: 'its domain has a dot at every other place',
    of: (n) => `a@${'b.'.repeat(n / 2)}`,
  },
  { shape: 'digits', because: 'an amount or a time', of: ends('9', '') },
  { shape: 'digits and a letter', because: 'an amount that is none', of: ends('9', 'x') },
  { shape: 'groups', because: 'thousands in an amount', of: ends(',000', 'x') },
  { shape: 'a fraction', because: 'of a second', of: (n) => `2024-01-01T00:00:00.${'9'.repeat(n)}x` },
  { shape: 'marks in order', because: 'NFC joins the first', of: (n) => `a${'\u0301'.repeat(n)}` },
  { shape: 'marks out of order', because: 'NFC sorts them', of: (n) => `a${'\u0301\u0316'.repeat(n / 2)}` },
  {
    shape: 'marks in two halves',
    because: 'NFC sorts them',
    of: (n) => `a${'\u0301'.repeat(n / 2)}${'\u0316'.repeat(n / 2)}`,
  },
  { shape: 'jamo', because: 'NFC joins them', of: ends('\u1100\u1161\u11a8', '') },
  { shape: 'sigmas', because: 'lower case asks what stands around', of: ends('aΣ\u0301', '') },
  { shape: 'dotted capitals', because: 'lower case is longer', of: ends('İ', '') },
  { shape: 'capitals between', because: 'kebab and snake case part them', of: ends('aA', '') },
  { shape: 'halves', because: 'each is replaced', of: ends('\ud800', '') },
  { shape: 'a host of letters', because: 'a link', of: (n) => `https://${'a.'.repeat(n / 2)}` },
  {
    shape: 'a host of marks',
    because: 'a parser brings it to NFC',
    of: (n) => `https://a${'\u0301\u0316'.repeat(n / 2)}`,
  },
  {
    shape: 'a host in Punycode',
    because: 'a parser decodes it',
    of: (n) => `https://xn--${'tda'.repeat(n / 3)}`,
  },
  {
    shape: 'a host to encode',
    because: 'a parser makes Punycode of it',
    of: (n) => `https://${manyLetters(n)}`,
  },
  {
    shape: 'a user and a host',
    because: 'each sign may end the user',
    of: (n) => `https://${'a@'.repeat(n / 2)}`,
  },
  {
    shape: 'a path of marks',
    because: 'a parser encodes it',
    of: (n) => `https://a/${'\u0301\u0316'.repeat(n / 2)}`,
  },
  { shape: 'quotes', because: 'a cell of CSV', of: ends('"', 'x') },
  { shape: 'commas', because: 'many cells of CSV', of: ends('",', 'x') },
];

type TextOf = (length: number) => string;

function ends(piece: string, end: string): TextOf {
  return (length) => piece.repeat(length / piece.length) + end;
}

function manyLetters(length: number): string {
  return Array.from({ length }, (_, at) => String.fromCharCode(0x4e00 + (at % 20_000))).join('');
}

const SETTINGS: Partial<MappingSettings> = {
  nameStyle: 'kebab',
  sendAnonymousId: true,
  events: {
    unlisted: 'send',
    rules: [
      { match: '*a*b*c*d*e*f*', action: 'skip' },
      { match: '*_*-*.*x*!', action: 'skip' },
    ],
  },
  types: { day: 'date', cost: 'money', sum: 'money_minor', page: 'link', count: 'number', card: 'rich_link' },
  dropKeys: ['never.ever'],
  addKeys: { added: 'context.page.url' },
};
const map = createMapper(SETTINGS);
const isOptedOut = createOptOutTest({ integrationNames: [] });
const matchesStars = compileEventPattern('*a*_*-*.*@*"*x*!');

/** Every place of a call that takes a text. */
const PLACES: readonly { readonly place: string; readonly put: (text: string) => object }[] = [
  { place: 'key', put: (text) => ({ properties: { [text]: 1 } }) },
  {
    place: 'keys that meet',
    put: (text) => ({ properties: { [`${text}_date`]: 1, [`${text}At`]: 1704067200 } }),
  },
  { place: 'key of a list', put: (text) => ({ properties: { [text]: [1, {}] } }) },
  { place: 'outer key', put: (text) => ({ properties: { [text]: { b: { c: 1 } } } }) },
  { place: 'inner key', put: (text) => ({ properties: { a: { [text]: { c: 1 } } } }) },
  { place: 'key of a link', put: (text) => ({ properties: { [text]: { url: 'https://a.b', title: 'a' } } }) },
  {
    place: 'values',
    put: (text) => ({
      properties: { a: text, order_date: text, total: text, currency: text, email: text, list: [text, text] },
    }),
  },
  {
    place: 'typed values',
    put: (text) => ({ properties: { day: text, cost: text, sum: text, page: text, count: text } }),
  },
  {
    place: 'parts of objects',
    put: (text) => ({
      properties: {
        link: { url: text, title: text },
        card: { url: 'https://a.b', label: text, text },
        money: { amount: text, currency: text },
        euros: { amount: text, currency: 'EUR' },
        list: [{ name: text }, { title: text }],
      },
    }),
  },
  { place: 'event', put: (text) => ({ event: text }) },
  { place: 'type', put: (text) => ({ type: text }) },
  { place: 'ids', put: (text) => ({ userId: text, anonymousId: text, traits: { id: text, userId: text } }) },
  {
    place: 'emails',
    put: (text) => ({
      userId: '',
      traits: { email: text },
      context: { traits: { email: text } },
      properties: { email: text },
    }),
  },
  {
    place: 'times',
    put: (text) => ({ timestamp: text, originalTimestamp: text, receivedAt: text, sentAt: '2024-01-01' }),
  },
  { place: 'page', put: (text) => ({ context: { page: { url: text } } }) },
  { place: 'integration', put: (text) => ({ integrations: { [text]: { id: 1 }, Intercom: { id: text } } }) },
  {
    place: 'external ids',
    put: (text) => ({
      context: {
        externalIds: [
          { type: text, id: 1 },
          { type: 'intercom_id', id: text },
        ],
      },
    }),
  },
];

const CALL = { type: 'track', event: 'Order Completed', userId: 'u1', timestamp: '2024-01-01T00:00:00Z' };

describe('a call takes a time that grows with its length', () => {
  it.each(PLACES)('whatever text is in its $place', ({ put }) => {
    for (const { shape, of } of SHAPES) {
      const growth = growthOf((length) => {
        const call = { ...CALL, ...put(of(length)) };
        return () => {
          map(call);
          isOptedOut(call);
          readMessage(call);
        };
      });
      expect({ shape, growth }).toEqual({ shape, growth: 'linear' });
    }
  });

  it.each([
    {
      because: 'each property repeats the key around it',
      put: (n: number) => ({ ['k'.repeat(n)]: many(n / 16, '') }),
    },
    {
      because: 'the bound itself is no more than a factor',
      put: (n: number) => ({ ['k'.repeat(256)]: many(n / 64, '') }),
    },
    {
      because: 'the key may be in pieces',
      put: (n: number) => ({ ['k'.repeat(n / 4)]: { ['k'.repeat(n / 4)]: many(n / 16, '') } }),
    },
    { because: 'many keys are looked for', put: (n: number) => many(n / 8, '') },
    { because: 'many dates want their keys', put: (n: number) => many(n / 8, '_date') },
    {
      because: 'many keys are alike',
      put: (n: number) => Object.fromEntries(lists(n / 64, (at) => ['*'.repeat(at), 1])),
    },
    {
      because: 'many objects have amounts',
      put: (n: number) =>
        Object.fromEntries(lists(n / 32, (at) => [`o${at}`, { total: 5, currency: 'EUR' }])),
    },
    { because: 'many keys hold dots', put: (n: number) => many(n / 8, '.a') },
  ])('however many properties it has: $because', ({ put }) => {
    for (const [reading, read] of Object.entries(READINGS)) {
      const growth = growthOf((length) => {
        const call = { ...CALL, properties: put(length) };
        return () => read(call);
      });
      expect({ reading, growth }).toEqual({ reading, growth: 'linear' });
    }
  });
});

const READINGS: Readonly<Record<string, (call: { readonly properties: unknown }) => unknown>> = {
  map,
  explain: (call) => explainTrackCall(call),
  plan: ({ properties }) => {
    new KeyTable().add(properties, []);
  },
};

function many(count: number, end: string): Record<string, number> {
  return Object.fromEntries(lists(count, (at) => [`a${at}${end}`, 1_704_067_200]));
}

function lists<T>(length: number, item: (at: number) => T): T[] {
  return Array.from({ length: Math.floor(length) }, (_, at) => item(at));
}

const EURO = { code: 'eur', exponent: 2 };
const BODY = (message: string) => JSON.stringify({ errors: [{ code: 'bad', message }] });

/** What reads a text by itself. */
const READERS: readonly { readonly reader: string; readonly read: (text: string) => unknown }[] = [
  { reader: 'dateKey', read: (text) => dateKey(text, text) },
  { reader: 'readKeyFacts', read: readKeyFacts },
  { reader: 'legaliseKey', read: legaliseKey },
  { reader: 'legaliseDateKey', read: legaliseDateKey },
  { reader: 'isHttpUri', read: isHttpUri },
  { reader: 'readAnyTime', read: readAnyTime },
  { reader: 'readMajorAmount', read: (text) => readMajorAmount(text, EURO) },
  { reader: 'compileEventPattern', read: (text) => [compileEventPattern(text)('a'), matchesStars(text)] },
  {
    reader: 'describeReply',
    read: (text) => describeReply({ status: 400, body: BODY(text) }, [text, 'tok_1'], false),
  },
  {
    reader: 'describeReply of a page',
    read: (text) => describeReply({ status: 400, body: text }, [], false),
  },
  {
    reader: 'createWorkspace',
    read: (text) => orError(() => createWorkspace({ token: 't', at: { baseUrl: `https://a.b/${text}` } })),
  },
  {
    reader: 'readWorkspaceOf',
    read: (text) =>
      readWorkspaceOf({ url: `https://a.b/${text}/events`, headers: { Authorization: `Bearer ${text}` } }),
  },
  { reader: 'maskEmails', read: (text) => maskEmails(`${text} @`) },
  { reader: 'judgeText', read: judgeText },
  { reader: 'toSnakeCase', read: toSnakeCase },
  { reader: 'findNamePatterns', read: (text) => findNamePatterns(lists(5, (at) => [`${text} ${at}`, 1])) },
  { reader: 'findDelimiter', read: findDelimiter },
];

function orError(make: () => unknown): unknown {
  try {
    return make();
  } catch (error) {
    return error;
  }
}

describe('a reader takes a time that grows with the length of the text', () => {
  it.each(READERS)('$reader', ({ read }) => {
    for (const { shape, of } of SHAPES) {
      const growth = growthOf((length) => {
        const text = of(length);
        return () => read(text);
      });
      expect({ shape, growth }).toEqual({ shape, growth: 'linear' });
    }
  });
});

describe('the measure itself', () => {
  it.each([
    {
      because: 'a run is scanned from each place in it',
      // eslint-disable-next-line regexp/no-super-linear-move
      run: (text: string) => text.replace(/_+$/, ''),
      growth: 'steeper',
    },
    { because: 'a run is scanned once', run: (text: string) => text.replace(/_+/g, ''), growth: 'linear' },
  ])('finds $growth: $because', ({ run, growth }) => {
    const found = growthOf((length) => {
      const text = ends('_', 'x')(length / 2);
      return () => run(text);
    });
    expect([found, LONG / SHORT]).toEqual([growth, 8]);
  });
});
