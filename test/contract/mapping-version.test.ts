import {
  createMapper,
  MAPPING_VERSION,
  type Mapped,
  type MappingSettings,
  type TrackCallMapper,
} from '@intercom-destination/core';
import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { loadCases, type MappingCase } from './load-cases';
import { checkPins, digestCases, listUnpinned, renewPins, type MappingPins } from './mapping-pins';

const pins = JSON.parse(readFileSync(path.join(__dirname, 'mapping-pins.json'), 'utf8')) as MappingPins;

it('the mapping version stands for what the cases come to', () => {
  const cases = digestCases(loadCases(), createMapper);
  const unpinned = listUnpinned(pins, cases);
  if (unpinned.length > 0)
    console.warn(`Cases without a pin, which npm run generate adds: ${unpinned.length}`);
  expect(unpinned.length).toBeLessThan(cases.length);
  expect(checkPins(pins, { version: MAPPING_VERSION, cases })).toBeUndefined();
});

describe('the pins', () => {
  const pinned = { mapping_version: 3, cases: { a: 'one', b: 'two' } };
  const made = (outputs: Readonly<Record<string, string>>, isAsExpected = true) =>
    Object.entries(outputs).map(([input, output]) => ({
      ...{ title: `the case ${input}`, input, output, isAsExpected },
    }));
  const asPinned = made(pinned.cases);
  const withChanged = made({ a: 'one', b: 'other' });

  it.each([
    { because: 'nothing has changed', now: { version: 3, cases: asPinned }, renewed: pinned },
    {
      because: 'a case is new',
      now: { version: 3, cases: made({ c: 'three', ...pinned.cases }) },
      renewed: { mapping_version: 3, cases: { a: 'one', b: 'two', c: 'three' } },
    },
    {
      because: 'a case that is gone must give the same when it comes back',
      now: { version: 3, cases: made({ a: 'one' }) },
      renewed: pinned,
    },
  ])('are kept under one version: $because', ({ now, renewed }) => {
    expect(checkPins(pinned, now)).toBeUndefined();
    expect(renewPins(pinned, now)).toEqual({ ok: true, pins: renewed });
  });

  it.each([
    {
      because: 'an output has changed',
      now: { version: 3, cases: withChanged },
      says: /has changed, but MAPPING_VERSION is still 3:\n- the case b\nUndo the change; or, .* raise .*generate/,
    },
    {
      because: 'the version went down',
      now: { version: 2, cases: asPinned },
      says: /is 2, but the cases are pinned for 3\. It never goes down: set it to 3/,
    },
  ])('are neither met nor renewed: $because', ({ now, says }) => {
    expect(checkPins(pinned, now)).toMatch(says);
    expect(renewPins(pinned, now)).toEqual({ ok: false, fault: expect.stringMatching(says) });
  });

  it('are renewed under a higher version, without the cases that are gone', () => {
    const now = { version: 4, cases: made({ b: 'other' }) };
    expect(checkPins(pinned, now)).toMatch(/is 4, but the cases are pinned for 3\. Run `npm run generate`/);
    const renewed = { mapping_version: 4, cases: { b: 'other' } };
    expect(renewPins(pinned, now)).toEqual({ ok: true, pins: renewed });
    expect(checkPins(renewed, now)).toBeUndefined();
  });

  it('do not take an output that is not the expected one', () => {
    const now = { version: 3, cases: [...asPinned, ...made({ c: 'three' }, false)] };
    expect(checkPins(pinned, now)).toBeUndefined();
    const fault = expect.stringMatching(
      /not the expected one:\n- the case c\nMake `npm test -- contract` green/,
    );
    expect(renewPins(pinned, now)).toEqual({ ok: false, fault });
  });
});

describe('a digest', () => {
  const mapped = {
    ok: true,
    dataEvent: { event_name: 'X', created_at: 1 as never, user_id: 'u', metadata: { a: 1, b: 'two' } },
    identity: { by: 'user_id', value: 'u', fallbacks: [{ by: 'email', value: 'e@example.com' }] },
    notes: [
      { code: 'text_cut', key: 'a', detail: 'Cut.' },
      { code: 'key_changed', key: 'b', detail: 'Sent as b.' },
    ],
  } as const satisfies Mapped;
  const refused = { ok: false, refusal: { code: 'no_contact', message: 'Nobody.' } } as const;
  const given = {
    ...{ topic: 'x', because: 'x', rows: [], expected: { ok: false, refusal: 'no_contact' } },
    call: { event: 'X', properties: { a: 1, b: 2 } },
  } as const satisfies MappingCase;
  const digestOf = (output: Mapped = mapped, each: MappingCase = given) => {
    const mapper: (settings: Partial<MappingSettings>) => TrackCallMapper = () => () => output;
    const [digested] = digestCases([each], mapper);
    return digested;
  };
  const { dataEvent, identity, notes } = mapped;
  const { metadata, ...withoutMetadata } = dataEvent;

  it.each<{ because: string; one?: Mapped; other: Mapped }>([
    {
      because: "a note's sentence and property are free",
      other: { ...mapped, notes: notes.map(({ code }) => ({ code, key: 'other', detail: 'Other.' })) },
    },
    { because: 'so is the order of the notes', other: { ...mapped, notes: [...notes].reverse() } },
    {
      because: 'so is the order of what surrounds the metadata',
      other: { ...mapped, dataEvent: { metadata, ...withoutMetadata } },
    },
    {
      because: "so is a refusal's sentence",
      one: refused,
      other: { ok: false, refusal: { ...refused.refusal, message: 'Other.' } },
    },
  ])('is the same: $because', ({ one, other }) => {
    expect(digestOf(other)?.output).toBe(digestOf(one)?.output);
  });

  it.each<{ because: string; one?: Mapped; other: Mapped }>([
    { because: 'a name', other: { ...mapped, dataEvent: { ...dataEvent, event_name: 'Y' } } },
    { because: 'a time', other: { ...mapped, dataEvent: { ...dataEvent, created_at: 2 as never } } },
    { because: 'an identifier', other: { ...mapped, dataEvent: { ...dataEvent, user_id: 'v' } } },
    {
      because: 'a key of metadata',
      other: { ...mapped, dataEvent: { ...dataEvent, metadata: { a: 1, c: 'two' } } },
    },
    {
      because: 'a value of metadata',
      other: { ...mapped, dataEvent: { ...dataEvent, metadata: { a: 1, b: 2 } } },
    },
    {
      because: 'the order of metadata',
      other: { ...mapped, dataEvent: { ...dataEvent, metadata: { b: 'two', a: 1 } } },
    },
    { because: 'a fallback', other: { ...mapped, identity: { ...identity, fallbacks: [] } } },
    { because: 'a note less', other: { ...mapped, notes: notes.slice(1) } },
    { because: 'a refusal', other: refused },
    {
      because: 'another refusal',
      one: refused,
      other: { ok: false, refusal: { ...refused.refusal, code: 'no_timestamp' } },
    },
  ])('is another one: $because', ({ one, other }) => {
    expect(digestOf(other)?.output).not.toBe(digestOf(one)?.output);
  });

  it('of the input is the same however a case is described, and another one for another call or setting', () => {
    const inputOf = (each: Partial<MappingCase>) => digestOf(mapped, { ...given, ...each })?.input;
    const input = inputOf({});
    expect(inputOf({ topic: 'y', because: 'y', rows: ['y'], settings: {} })).toBe(input);
    expect(inputOf({ settings: { keyLimit: 9 } })).not.toBe(input);
    expect(inputOf({ call: { event: 'X', properties: { b: 2, a: 1 } } })).not.toBe(input);
    const likeInJson = ['1e999', '-1e999', 'null', '0', '-0'].map((text) =>
      inputOf({ call: JSON.parse(text) as unknown }),
    );
    expect(new Set(likeInJson).size).toBe(likeInJson.length);
  });

  it('tells whether the output is the expected one', () => {
    expect(digestOf(refused)?.isAsExpected).toBe(true);
    expect(digestOf(mapped)?.isAsExpected).toBe(false);
  });
});
