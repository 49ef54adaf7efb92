import { createMapper, MAPPING_VERSION, type Mapped, type RefusalCode } from '@intercom-destination/core';
import { describe, expect, it } from '@jest/globals';
import path from 'node:path';
import { createFolder } from '../lifetime/folder';
import { loadCases, type MappingCase } from './load-cases';
import {
  checkPins,
  listUnpinned,
  pinOf,
  readPins,
  renewPins,
  writePins,
  type MappingPins,
} from './mapping-pins';

const pins = readPins(path.join(__dirname, 'mapping-pins.ndjson'));

it('the mapping version stands for what the pinned calls come to', () => {
  const cases = loadCases();
  const unpinned = listUnpinned(pins, cases);
  if (unpinned.length > 0)
    console.warn(`Cases without a pin, which npm run generate adds: ${unpinned.length}`);
  expect(unpinned.length).toBeLessThan(cases.length);
  expect(checkPins(pins, { version: MAPPING_VERSION, createMapper, cases })).toBeUndefined();
});

describe('the pins', () => {
  const caseOf = (event: string, refusal: string): MappingCase => ({
    ...{ topic: 'x', because: event, rows: [], call: { event } },
    expected: { ok: false, refusal },
  });
  /** Each event is refused with the code that it is given here. */
  const mapping = (codes: Readonly<Record<string, string>>, version = 3, cases = Object.entries(codes)) => ({
    version,
    createMapper: () => (call: unknown) => {
      const code = codes[(call as { event: string }).event] as RefusalCode;
      return { ok: false, refusal: { code, message: 'Refused.' } } as const;
    },
    cases: cases.map(([event, code]) => caseOf(event, code)),
  });
  const before = mapping({ a: 'no_contact', b: 'no_timestamp' });
  const pinned: MappingPins = {
    mapping_version: 3,
    pins: before.cases.map((each) => pinOf(each, before.createMapper)),
  };
  const withNew = mapping({ a: 'no_contact', b: 'no_timestamp', c: 'no_event_name' });

  it.each([
    { because: 'nothing has changed', now: before, renewed: pinned.pins },
    {
      because: 'a case is new',
      now: withNew,
      renewed: withNew.cases.map((each) => pinOf(each, withNew.createMapper)),
    },
    {
      because: 'a case that is gone keeps its pin',
      now: { ...before, cases: before.cases.slice(1) },
      renewed: pinned.pins,
    },
  ])('are kept under one version: $because', ({ now, renewed }) => {
    expect(checkPins(pinned, now)).toBeUndefined();
    expect(renewPins(pinned, now)).toEqual({ ok: true, pins: { mapping_version: 3, pins: renewed } });
  });

  it.each([
    {
      because: 'an output has changed',
      now: mapping({ a: 'no_contact', b: 'no_event_name' }),
      says: /has changed, but MAPPING_VERSION is still 3:\n- x: b\nUndo the change; or, .* raise .*generate/,
    },
    {
      because: 'an output has changed, and its case was edited or taken out',
      now: mapping({ a: 'no_contact', b: 'no_event_name' }, 3, [['a', 'no_contact']]),
      says: /still 3:\n- a case that is gone: \[\{"event":"b"\},\{\}\]/,
    },
    {
      because: 'a setting is refused that was none before',
      now: {
        ...before,
        createMapper: () => {
          throw new Error('There is no such setting.');
        },
      },
      says: /still 3:\n- x: a\n- x: b/,
    },
    {
      because: 'the version went down',
      now: { ...before, version: 2 },
      says: /is 2, but the cases are pinned for 3\. It never goes down: set it to 3/,
    },
  ])('are neither met nor renewed: $because', ({ now, says }) => {
    expect(checkPins(pinned, now)).toMatch(says);
    expect(renewPins(pinned, now)).toEqual({ ok: false, fault: expect.stringMatching(says) });
  });

  it('are renewed under a higher version, without the cases that are gone', () => {
    const now = mapping({ b: 'no_event_name' }, 4);
    expect(checkPins(pinned, now)).toMatch(/is 4, but the cases are pinned for 3\. Run `npm run generate`/);
    const renewed = { mapping_version: 4, pins: now.cases.map((each) => pinOf(each, now.createMapper)) };
    expect(renewPins(pinned, now)).toEqual({ ok: true, pins: renewed });
    expect(checkPins(renewed, now)).toBeUndefined();
  });

  it('do not take an output that is not the expected one', () => {
    const now = { ...withNew, cases: [...before.cases, caseOf('c', 'no_contact')] };
    expect(checkPins(pinned, now)).toBeUndefined();
    const fault = expect.stringMatching(/not the expected one:\n- x: c\nMake `npm test -- contract` green/);
    expect(renewPins(pinned, now)).toEqual({ ok: false, fault });
  });

  it('are read as they were written, with numbers that JSON cannot write', () => {
    const folder = createFolder();
    const call = JSON.parse('{"n":[1e999,-1e999,-0,0,null],"__proto__":{"a":1}}') as unknown;
    const written = { mapping_version: 7, pins: [pinOf({ call }, createMapper)] };
    const read = readPins(folder.write('pins.ndjson', writePins(written)));
    expect(read).toEqual(written);
    const seen: unknown[] = [];
    const createWitness = () => (given: unknown) => {
      seen.push(given);
      return createMapper()(given);
    };
    expect(checkPins(read, { version: 7, createMapper: createWitness, cases: [] })).toBeUndefined();
    expect(seen).toEqual([call]);
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
  const digestOf = (output: Mapped = mapped) => pinOf(given, () => () => output).output;
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
    expect(digestOf(other)).toBe(digestOf(one));
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
    expect(digestOf(other)).not.toBe(digestOf(one));
  });
});
