import {
  createMapper,
  createOptOutTest,
  explainTrackCall,
  type MappingSettings,
} from '@intercom-destination/core';
import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KeyTable } from '../../packages/backfill/src/plan/key-table';
import { readMessage } from '../../packages/rudder-destination/src/read-message';
import { dose } from '../dose';
import { growthOf } from './growth';
import { CORE_READERS, OTHER_READERS } from './growth-readers';
import { ends, SHAPES } from './growth-shapes';

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
  {
    place: 'fields in place of objects',
    put: (text) => ({ properties: text, context: text, traits: text, integrations: text }),
  },
  {
    place: 'JSON in text',
    put: (text) => ({
      properties: JSON.stringify({ a: text, [text]: text }),
      context: JSON.stringify(JSON.stringify({ traits: JSON.stringify({ email: text }) })),
    }),
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
  it.each(PLACES)('whatever text is in its $place', ({ place, put }) => {
    for (const { shape, of } of shapesFor(place)) {
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
    new KeyTable().add(properties, [], { file: 0, line: 1 });
  },
};

function many(count: number, end: string): Record<string, number> {
  return Object.fromEntries(lists(count, (at) => [`a${at}${end}`, 1_704_067_200]));
}

function lists<T>(length: number, item: (at: number) => T): T[] {
  return Array.from({ length: Math.floor(length) }, (_, at) => item(at));
}

describe('a reader takes a time that grows with the length of the text', () => {
  it.each(Object.entries({ ...CORE_READERS, ...OTHER_READERS }))('%s', (reader, read) => {
    for (const { shape, of } of shapesFor(reader)) {
      const growth = growthOf((length) => {
        const text = of(length);
        return () => orError(() => read(text));
      });
      expect({ shape, growth }).toEqual({ shape, growth: 'linear' });
    }
  });

  it('and none of core is left out: a new one belongs in growth-readers.ts', () => {
    const measured = new Set([...Object.keys(CORE_READERS), ...NO_READERS]);
    expect(exportsThatTakeText(CORE).filter((name) => !measured.has(name))).toEqual([]);
  });
});

/** A quarter of the shapes, not the same one for all; in the soak all. */
function shapesFor(name: string): typeof SHAPES {
  return dose(
    SHAPES.filter((_, at) => (at + name.length) % 4 === 0),
    SHAPES,
  );
}

const CORE = join(__dirname, '..', '..', 'packages', 'core', 'src');

/** `explainTrackCall` is measured with whole calls; the other is given a path that core wrote. */
const NO_READERS = ['explainTrackCall', 'passOver', 'passOverPlaceholder'];

/** The functions whose first argument is text, or may be. */
function exportsThatTakeText(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .flatMap((file) => [
      ...readFileSync(join(folder, file), 'utf8').matchAll(
        /^export function (\w+)(?:<[^>]*>)?\(\s*\w+: (?:string|unknown)\b(?! \|)/gm,
      ),
    ])
    .map(([, name = '']) => name);
}

function orError(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}

describe('the measure itself', () => {
  it('has sixty shapes at least, no two alike', () => {
    expect(SHAPES.length).toBeGreaterThanOrEqual(60);
    expect(new Set(SHAPES.map(({ of }) => of(1_000))).size).toBe(SHAPES.length);
  });

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
    expect(found).toBe(growth);
  });
});
