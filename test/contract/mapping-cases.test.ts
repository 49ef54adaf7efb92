import {
  createMapper,
  DEFAULT_MAPPING_SETTINGS,
  explainTrackCall,
  type EmailSource,
  type IdentifierKind,
  type MappingSettings,
  type PropertyType,
} from '@intercom-destination/core';
import { describe, expect, it } from '@jest/globals';
import { NOTE_CODES, REFUSAL_CODES } from './closed-codes';
import { expectLinearCost } from './expect-linear-cost';
import { loadCases, type MappingCase } from './load-cases';
import { outcomeOf } from './mapping-pins';
import { MAPPING_ROWS } from './mapping-rows';
import { listUnnotedChanges } from './unnoted-changes';

const cases = loadCases();
const topics = [...new Set(cases.map(({ topic }) => topic))];

describe.each(topics)('%s', (topic) => {
  const ofTopic = cases.filter((each) => each.topic === topic);

  it.each(ofTopic)('$because', ({ settings, call, expected }) => {
    const before = JSON.stringify(call);
    const map = createMapper(deepFreeze(settings ?? {}));
    const mapped = map(deepFreeze(call));

    expect(inAnyOrder(outcomeOf(mapped))).toEqual(inAnyOrder(expected));
    if (mapped.ok && expected.ok) {
      expect(Object.keys(mapped.dataEvent.metadata ?? {})).toEqual(
        Object.keys(expected.dataEvent['metadata'] ?? {}),
      );
      expect(objectsIn(mapped).filter((object) => objectsIn(call).includes(object))).toEqual([]);
      expect(mapped.notes.filter(({ detail }) => holdsValue(detail, call))).toEqual([]);
    }
    if (mapped.ok) expect(listUnnotedChanges(call, mapped)).toEqual([]);
    else expect(holdsValue(mapped.refusal.message, call)).toBe(false);
    expect(JSON.stringify(call)).toBe(before);
    expect(map(call)).toEqual(mapped);
  });
});

describe('the cases together', () => {
  it('are more than 220, and each says something of its own', () => {
    const reasons = cases.map(({ because }) => because);
    expect(cases.length).toBeGreaterThan(220);
    expect(reasons.filter((reason, at) => reasons.indexOf(reason) !== at)).toEqual([]);
  });

  it.each(cases)('are explained as they are mapped: $because', ({ settings, call }) => {
    const mapped = createMapper(settings)(call);
    const explanation = explainTrackCall(call, settings);
    expect(explanation).toMatchObject(mapped);
    if (!mapped.ok) return;
    const became = explanation.properties.flatMap((fate) => fate.became);
    expect(Object.fromEntries(became.map(({ key, value }) => [key, value]))).toEqual(
      mapped.dataEvent.metadata ?? {},
    );
    const toldOf = explanation.properties.map(({ path }) => path);
    const { properties } = call as { properties?: unknown };
    const isObject = typeof properties === 'object' && properties !== null && !Array.isArray(properties);
    expect(toldOf).toEqual(expect.arrayContaining(isObject ? Object.keys(properties) : []));
  });

  it('show every rule of the mapping, and no other', () => {
    const ids = MAPPING_ROWS.map(({ id }) => id);
    const shown = new Set(cases.flatMap(({ rows }) => rows));
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
    expect([...shown].filter((id) => !ids.includes(id))).toEqual([]);
    expect(MAPPING_ROWS.filter(({ id, provenBy }) => provenBy === undefined && !shown.has(id))).toEqual([]);
    expect(cases.filter(({ rows }) => rows.length === 0)).toEqual([]);
  });

  it('use every setting', () => {
    const used = new Set(cases.flatMap(({ settings }) => Object.keys(settings ?? {})));
    expect(Object.keys(DEFAULT_MAPPING_SETTINGS).filter((key) => !used.has(key))).toEqual([]);
  });

  it.each(Object.entries(valuesOfSettings()))('use %s in each of its values', (_, { among, found }) => {
    expect(among.filter((value) => !found.includes(value))).toEqual([]);
  });

  it('come to every note and to every refusal', () => {
    const notes = cases.flatMap(({ expected }) =>
      expected.ok ? expected.notes.map(({ code }) => code) : [],
    );
    const refusals = cases.flatMap(({ expected }) => (expected.ok ? [] : [expected.refusal]));
    expect([...new Set(notes)].sort()).toEqual(NOTE_CODES);
    expect([...new Set(refusals)].sort()).toEqual(REFUSAL_CODES);
  });
});

describe('what JSON cannot write', () => {
  const call = { event: 'X', userId: 'u1', timestamp: '2024-01-01T00:00:00Z' };
  const metadataOf = (properties: unknown) => {
    const mapped = createMapper()({ ...call, properties });
    return mapped.ok ? mapped.dataEvent.metadata : mapped.refusal;
  };

  it.each([
    { timestamp: new Date('2024-01-01T00:00:00.999Z'), createdAt: 1704067200 },
    { timestamp: new Date(0), createdAt: undefined },
    { timestamp: new Date(NaN), createdAt: undefined },
  ])('a Date is a time: $createdAt', ({ timestamp, createdAt }) => {
    const mapped = createMapper()({ ...call, timestamp });
    expect(mapped.ok ? mapped.dataEvent.created_at : undefined).toBe(createdAt);
    if (!mapped.ok) expect(mapped.refusal.code).toBe('no_timestamp');
  });

  it('a Date in properties is a date', () => {
    expect(metadataOf({ startedAt: new Date('2024-05-01T00:00:00.5Z') })).toEqual({
      started_date: Date.UTC(2024, 4, 1) / 1000,
    });
  });

  it.each([undefined, NaN, Infinity, 10n, Symbol('x'), () => 1])('%p is dropped', (value) => {
    expect(metadataOf({ odd: value, plan: 'pro' })).toEqual({ plan: 'pro' });
  });

  const odd = [NaN, Infinity, 10n, Symbol('odd'), () => 'odd'];

  it.each([
    { because: 'alone', properties: (value: unknown) => ({ value }), notes: ['unsupported_value value'] },
    {
      because: 'where a setting asks for text',
      properties: (value: unknown) => ({ as_text: value }),
      notes: ['type_mismatch as_text', 'unsupported_value as_text'],
    },
    {
      because: 'in an object',
      properties: (value: unknown) => ({ a: { value } }),
      notes: ['flattened a', 'unsupported_value a.value'],
    },
    {
      because: 'in a list by itself',
      properties: (value: unknown) => ({ list: [value, null] }),
      notes: ['unsupported_value list'],
    },
    {
      because: 'in a list beside text, which is sent',
      properties: (value: unknown) => ({ list: ['a', value, 7, true] }),
      metadata: { list: 'a, 7, true' },
      notes: ['array_joined list', 'unsupported_value list'],
    },
    {
      because: 'in a list beside an object, which is counted whole',
      properties: (value: unknown) => ({ list: [{}, value, { a: 1 }] }),
      metadata: { list_count: 3 },
      notes: ['array_counted list'],
    },
  ])('never becomes text, and is noted: $because', ({ properties, metadata, notes }) => {
    for (const value of odd) {
      const mapped = createMapper({ types: { as_text: 'text' } })({ ...call, properties: properties(value) });
      if (!mapped.ok) throw new Error(mapped.refusal.code);
      expect(mapped.dataEvent.metadata).toEqual(metadata);
      expect(mapped.notes.map(({ code, key }) => `${code} ${key}`).sort()).toEqual(notes);
    }
  });

  it('is nobody, wherever an identifier is read', () => {
    for (const value of odd) {
      const mapped = createMapper({ sendAnonymousId: true, placeholderIds: [] })({
        ...call,
        userId: value,
        anonymousId: value,
        traits: { id: value, userId: value, email: value },
        context: {
          traits: { id: value, email: value },
          externalIds: [
            { type: 'user_id', id: value },
            { type: 'intercom_id', id: value },
          ],
        },
        integrations: { Intercom: { id: value } },
      });
      expect(mapped).toMatchObject({ ok: false, refusal: { code: 'identifier_unreadable' } });
    }
  });

  it('neither a text of ten million characters nor a hundred thousand levels throw', () => {
    const deepObject: Record<string, unknown> = {};
    const deepList: unknown[] = [];
    let object = deepObject;
    let list = deepList;
    for (let level = 0; level < 100_000; level += 1) {
      object = object['a'] = {};
      const inner: unknown[] = [];
      list.push(inner);
      list = inner;
    }
    const long = 'x'.repeat(10_000_000);
    expect(metadataOf({ long, deepObject, deepList })).toEqual({ long: 'x'.repeat(255), deepList_count: 1 });
  });

  it.each([
    { what: 'x', make: (size: number) => 'x'.repeat(size) },
    { what: 'blanks', make: (size: number) => ' '.repeat(size) },
    { what: 'digits', make: (size: number) => '9'.repeat(size) },
    { what: 'a link', make: (size: number) => `https://${'x'.repeat(size)}` },
    { what: 'an email', make: (size: number) => `${'x'.repeat(size)}@x.y` },
  ])('a longer text of $what costs no more than its length', ({ make }) => {
    const map = createMapper({
      nameStyle: 'kebab',
      events: { unlisted: 'send', rules: [{ match: '*x*y*', action: 'skip' }] },
    });
    expectLinearCost((size) => {
      const text = make(size * 100);
      map({
        event: text,
        userId: text,
        timestamp: text,
        receivedAt: call.timestamp,
        context: { traits: { email: text } },
        properties: { total: text, created_at: text, url: text, currency: 'USD', [text]: text },
      });
    });
  });

  it('more small objects with a currency cost no more than their number', () => {
    expectLinearCost((size) => {
      const orders = Array.from({ length: size }, (_, at) => [`order${at}`, { total: 5, currency: 'EUR' }]);
      metadataOf(Object.fromEntries(orders));
    });
  });

  it('a key __proto__ pollutes nothing', () => {
    metadataOf(JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'));
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

describe('bad settings', () => {
  it.each<{ because: string; settings: Partial<MappingSettings> }>([
    { because: 'more than twenty keys cannot be sent', settings: { keyLimit: 21 } },
    {
      because: 'a date must go under a key that ends in _date',
      settings: { types: { joined: 'date' }, renameKeys: { joined: 'member_since' } },
    },
  ])('are refused: $because', ({ settings }) => {
    expect(() => createMapper(settings)).toThrow();
  });
});

/** For each setting that is a choice: its values, and those that occur in a case. */
function valuesOfSettings(): Record<string, { among: readonly unknown[]; found: readonly unknown[] }> {
  const choices = {
    nameStyle: { as_sent: true, kebab: true } satisfies Record<MappingSettings['nameStyle'], true>,
    keyOrder: { ranked: true, as_sent: true } satisfies Record<MappingSettings['keyOrder'], true>,
    otherKeys: { send: true, drop: true } satisfies Record<MappingSettings['otherKeys'], true>,
    arrays: { auto: true, join: true, count: true, drop: true } satisfies Record<
      MappingSettings['arrays'],
      true
    >,
    booleans: { text: true, as_is: true } satisfies Record<MappingSettings['booleans'], true>,
    dates: { rename: true, text: true } satisfies Record<MappingSettings['dates'], true>,
    moneyObjects: { minor: true, major: true } satisfies Record<MappingSettings['moneyObjects'], true>,
    exponent: { iso: true, cents: true } satisfies Record<MappingSettings['exponent'], true>,
  };
  const types = {
    text: true,
    number: true,
    date: true,
    money: true,
    money_minor: true,
    link: true,
    rich_link: true,
  } satisfies Record<PropertyType, true>;
  const identifiers = { id: true, user_id: true, email: true } satisfies Record<IdentifierKind, true>;
  const emailSources = {
    'context.traits.email': true,
    'traits.email': true,
    'context.externalIds': true,
    userId: true,
    'properties.email': true,
  } satisfies Record<EmailSource, true>;

  const found = (read: (settings: Partial<MappingSettings>) => readonly unknown[] | undefined) =>
    cases.flatMap(({ settings }) => read(settings ?? {}) ?? []);
  const rules = ({ events }: Partial<MappingSettings>) => events?.rules ?? [];
  return {
    ...Object.fromEntries(
      Object.entries(choices).map(([setting, values]) => [
        setting,
        {
          among: Object.keys(values),
          found: found((settings) => [settings[setting as keyof typeof choices]]),
        },
      ]),
    ),
    types: { among: Object.keys(types), found: found((settings) => Object.values(settings.types ?? {})) },
    identifierOrder: {
      among: Object.keys(identifiers),
      found: found((settings) => settings.identifierOrder),
    },
    emailFrom: { among: Object.keys(emailSources), found: found((settings) => settings.emailFrom) },
    'events.unlisted': { among: ['send', 'skip'], found: found(({ events }) => [events?.unlisted]) },
    'events.rules.action': {
      among: ['send', 'skip'],
      found: found((settings) => rules(settings).map(({ action }) => action)),
    },
    'events.rules': {
      among: ['match', 'action', 'name', 'metadata'],
      found: found((settings) => rules(settings).flatMap(Object.keys)),
    },
  };
}

/** With the notes in an order of no meaning. */
function inAnyOrder(expected: MappingCase['expected']): MappingCase['expected'] {
  if (!expected.ok) return expected;
  const inOrder = (note: { code: string; key: string }) => `${note.code} ${note.key}`;
  return {
    ...expected,
    notes: [...expected.notes].sort((one, other) => (inOrder(one) < inOrder(other) ? -1 : 1)),
  };
}

function deepFreeze<T>(value: T): T {
  for (const object of objectsIn(value)) Object.freeze(object);
  return value;
}

function objectsIn(value: unknown): object[] {
  return typeof value === 'object' && value !== null
    ? [value, ...Object.values(value).flatMap(objectsIn)]
    : [];
}

/** Whether a note's sentence repeats a text of the call that is long enough not to be there by chance. */
function holdsValue(detail: string, call: unknown): boolean {
  const texts = objectsIn(call).flatMap((object) =>
    Object.values(object).filter((value) => typeof value === 'string'),
  );
  return texts.some((text) => text.length > 5 && detail.includes(text));
}
