import { createMapper, explainTrackCall, type MappingSettings } from '@intercom-destination/core';
import { describe, expect, it } from '@jest/globals';
import Big from 'big.js';
import { codes as isoCurrencies, code as isoCurrency } from 'currency-codes';
import fc from 'fast-check';
import { breachesOf } from './documented-contract';
import { listUnnotedChanges } from './unnoted-changes';

const RUNS = { numRuns: 2_000 };

const telling = fc.constantFrom(
  ...[
    'created_at',
    'createdAt',
    'created_date',
    'order_date',
    'date',
    'expires',
    'total',
    'revenue',
    'currency',
    'amount',
  ],
  ...[
    'url',
    'title',
    'name',
    'email',
    'Email',
    'a.b',
    'a',
    'b',
    '__proto__',
    'constructor',
    '',
    ' ',
    '***',
    'ключ',
    'ｋｅｙ',
  ],
);
const key = fc.oneof(telling, fc.string({ unit: 'binary', maxLength: 12 }));
const text = fc.oneof(
  fc.constantFrom(
    '2024-01-01',
    '2024-02-30',
    '2024-01-01T00:00:00.5Z',
    '2024-01-01 10:00+02',
    '1969-12-31T23:59:59Z',
  ),
  fc.constantFrom(
    '$1,299.00',
    '5 %',
    '-3',
    '0',
    '1.299,00',
    'EUR 5',
    '€5',
    'USD',
    'eur',
    'IND',
    'JPY',
    '1704067200',
  ),
  fc.constantFrom(
    'https://example.com/a',
    'http://',
    'ana@example.com',
    'track',
    ' ',
    '\ud800',
    '🎉'.repeat(300),
  ),
  fc.string({ unit: 'binary' }),
  fc.webUrl(),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
);
const number = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.constantFrom(0, -0, 1e21, 1.005, 1998.9999999999998, 1704067200, 1704067200000),
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 7, withCrossShrink: true },
    text,
    number,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(key, tie('value'), { maxKeys: 16, noNullPrototype: true }),
  ),
}));
const person = fc.oneof(text, number, value);
const call = fc.record(
  {
    type: fc.oneof(fc.constantFrom('track', 'Track', 'identify'), value),
    event: fc.oneof(fc.constantFrom('Order Completed', 'a.b$c', ' x '), text, value),
    userId: person,
    anonymousId: person,
    timestamp: fc.oneof(text, number),
    originalTimestamp: fc.oneof(text, number),
    receivedAt: fc.oneof(text, number),
    sentAt: fc.oneof(text, number),
    traits: fc.oneof(value, fc.record({ id: person, email: person }, { requiredKeys: [] })),
    context: fc.oneof(
      value,
      fc.record({ traits: fc.record({ email: person }), externalId: value }, { requiredKeys: [] }),
    ),
    integrations: value,
    properties: fc.oneof(fc.dictionary(key, value, { maxKeys: 30, noNullPrototype: true }), value),
  },
  { requiredKeys: [] },
);
/** One that mostly becomes a data event, so that its metadata is looked at. */
const goodCall = fc.tuple(call, fc.constantFrom('u1', 7, 'ana')).map(([given, userId]) => ({
  ...given,
  type: 'track',
  event: 'Order Completed',
  userId,
  timestamp: '2024-01-01T00:00:00Z',
}));
const anyCall = fc.oneof(value, call, goodCall);

const settings: fc.Arbitrary<Partial<MappingSettings>> = fc.record(
  {
    keyLimit: fc.integer({ min: 1, max: 20 }),
    keyOrder: fc.constantFrom('ranked', 'as_sent'),
    keepKeys: fc.array(
      telling.filter((name) => name.trim() !== ''),
      { maxLength: 3 },
    ),
    dropKeys: fc.array(
      telling.filter((name) => name.trim() !== ''),
      { maxLength: 3 },
    ),
    renameKeys: fc.constantFrom({}, { total: 'order_date', createdAt: 'since' }, { b: '***' }),
    addKeys: fc.constantFrom({}, { when: 'timestamp', Total: 'properties.total' }),
    otherKeys: fc.constantFrom('send', 'drop'),
    types: fc.constantFrom(
      {},
      { a: 'date', b: 'money' },
      { a: 'rich_link', total: 'money_minor', name: 'link' },
      { a: 'text', b: 'number' },
    ),
    arrays: fc.constantFrom('auto', 'join', 'count', 'drop'),
    dates: fc.constantFrom('rename', 'text'),
    moneyObjects: fc.constantFrom('minor', 'major'),
    exponent: fc.constantFrom('iso', 'cents'),
    nameStyle: fc.constantFrom('as_sent', 'kebab'),
    sendAnonymousId: fc.boolean(),
  },
  { requiredKeys: [] },
);

describe('whatever arrives', () => {
  it('becomes a data event within the documented contract, or a refusal, and is left as it was', () => {
    let events = 0;
    fc.assert(
      fc.property(anyCall, settings, (given, chosen) => {
        const before = JSON.stringify(given);
        const map = createMapper(chosen);
        const mapped = map(deepFreeze(given));
        expect(JSON.stringify(given)).toBe(before);
        expect(map(given)).toEqual(mapped);
        expect(createMapper(chosen)(given)).toEqual(mapped);
        if (!mapped.ok) return;
        events += 1;
        expect(breachesOf(mapped.dataEvent, chosen.keyLimit)).toEqual([]);
        expect(JSON.parse(JSON.stringify(mapped.dataEvent))).toEqual(withoutNegativeZero(mapped.dataEvent));
      }),
      RUNS,
    );
    // A generator whose calls are nearly all refused would show nothing.
    expect(events).toBeGreaterThan(RUNS.numRuns / 5);
  });

  it('is explained as it is mapped', () => {
    fc.assert(
      fc.property(anyCall, settings, (given, chosen) => {
        const { identifiers, callNotes, properties, ...mapped } = explainTrackCall(given, chosen);
        expect(mapped).toEqual(createMapper(chosen)(given));
        if (!mapped.ok) return;
        expect(identifiers[0]?.value).toBe(mapped.identity.value);
        expect(callNotes.length + properties.flatMap(({ notes }) => notes).length).toBe(mapped.notes.length);
        const sent = properties.flatMap(({ became }) => became.map(({ key: sentKey }) => sentKey));
        expect(sent.sort()).toEqual(Object.keys(mapped.dataEvent.metadata ?? {}).sort());
      }),
      { numRuns: 500 },
    );
  });

  it('changes and loses nothing without a note', () => {
    fc.assert(
      fc.property(goodCall, settings, (given, chosen) => {
        const mapped = createMapper(chosen)(given);
        if (mapped.ok) expect(listUnnotedChanges(given, mapped)).toEqual([]);
      }),
      RUNS,
    );
  });

  it('leaves no value behind in a note', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.constantFrom(...holders), (secret, holder) => {
        const mapped = createMapper({ types: { typed: 'date' } })({
          event: 'A',
          userId: 'u1',
          timestamp: '2024-01-01T00:00:00Z',
          ...holder(secret),
        });
        expect(mapped.ok && mapped.notes.length > 0).toBe(true);
        if (mapped.ok) expect(JSON.stringify(mapped.notes)).not.toContain(secret);
      }),
    );
  });
});

/** What only a program can pass; each would be seen in the text that it became. */
const beyondJson = fc.constantFrom<unknown>(NaN, Infinity, -Infinity, 98_765n, Symbol('98765'), () => 98_765);
const { mixed } = fc.letrec<{ mixed: unknown }>((tie) => ({
  mixed: fc.oneof(
    { maxDepth: 4 },
    beyondJson,
    fc.constantFrom('a', 7, true, null),
    fc.array(tie('mixed'), { maxLength: 4 }),
    fc.dictionary(telling, tie('mixed'), { maxKeys: 6, noNullPrototype: true }),
  ),
}));

it('sends nothing as text that JSON does not have, and never throws', () => {
  fc.assert(
    fc.property(mixed, mixed, mixed, settings, (properties, person, elsewhere, chosen) => {
      const given = {
        ...{ event: 'A', userId: 'u1', timestamp: '2024-01-01T00:00:00Z', properties },
        ...{
          anonymousId: person,
          traits: { id: person, email: person },
          context: elsewhere,
          integrations: elsewhere,
        },
      };
      for (const each of [
        given,
        { ...given, userId: person },
        { ...given, timestamp: person, event: person },
      ]) {
        const mapped = createMapper({ ...chosen, types: { a: 'text', b: 'number' } })(each);
        if (mapped.ok) expect(JSON.stringify(mapped.dataEvent)).not.toMatch(/NaN|Infinity|98_?765/);
        expect(explainTrackCall(each, chosen).ok).toBe(createMapper(chosen)(each).ok);
      }
    }),
    { numRuns: 1_000 },
  );
});

const holders: ((secret: string) => object)[] = [
  (secret) => ({ context: { traits: { email: secret } } }),
  (secret) => ({ event: ` ${secret} ` }),
  (secret) => ({ properties: secret }),
  (secret) => ({ properties: { typed: secret } }),
  (secret) => ({ properties: { order_date: secret } }),
  (secret) => ({ properties: { total: secret, currency: 'EUR' } }),
  (secret) => ({ properties: { total: 5, currency: secret } }),
  (secret) => ({ properties: { list: [secret] } }),
  (secret) => ({ properties: { long: secret.repeat(20) } }),
  (secret) => ({ properties: { object: { amount: secret, currency: 'EUR' } } }),
];

describe('money', () => {
  it('agrees with an independent decimal library', () => {
    const amount = fc.oneof(
      fc.double({ min: 0, max: 1e12, noNaN: true }),
      fc.integer({ min: 0, max: 1_000_000 }).map((cents) => cents / 100),
      fc.integer({ min: 0, max: 10_000_000 }).map((tenths) => tenths / 1000),
    );
    fc.assert(
      fc.property(amount, fc.constantFrom(...isoCurrencies()), (total, currency) => {
        const mapped = createMapper()({
          event: 'A',
          userId: 'u1',
          timestamp: '2024-01-01T00:00:00Z',
          properties: { total, currency },
        });
        const places = isoCurrency(currency)?.digits ?? 2;
        const minorUnits = new Big(String(total)).times(new Big(10).pow(places)).round(0, Big.roundHalfUp);
        const isMoney = minorUnits.gt(0) && minorUnits.lte(Number.MAX_SAFE_INTEGER);
        const expected = isMoney ? { amount: Number(minorUnits), currency: currency.toLowerCase() } : total;
        expect(mapped.ok ? mapped.dataEvent.metadata?.['total'] : mapped.refusal).toEqual(expected);
      }),
      { numRuns: 5_000 },
    );
  });
});

function deepFreeze<T>(given: T): T {
  if (typeof given === 'object' && given !== null) Object.values(Object.freeze(given)).forEach(deepFreeze);
  return given;
}

/** JSON has no negative zero. */
function withoutNegativeZero(given: unknown): unknown {
  if (Object.is(given, -0)) return 0;
  if (typeof given !== 'object' || given === null) return given;
  return Object.fromEntries(Object.entries(given).map(([name, held]) => [name, withoutNegativeZero(held)]));
}
