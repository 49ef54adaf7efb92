import type { Mapped, MappingSettings, TrackCallMapper } from '@intercom-destination/core';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { ExpectedOutcome, MappingCase } from './load-cases';

/** What the shared cases came to when it was pinned, as `mapping-pins.ndjson` keeps it. `npm run generate` writes it. */
export interface MappingPins {
  /** The `MAPPING_VERSION` that gives these outputs. */
  readonly mapping_version: number;
  readonly pins: readonly Pin[];
}

/** The input is kept whole, so that it is mapped again even where its case was edited or taken out. */
export interface Pin {
  /** Call and settings as JSON, with numbers that JSON cannot write. */
  readonly input: readonly [call: unknown, settings: unknown];
  /** A digest. */
  readonly output: string;
}

/** Without a file nothing is pinned yet. */
export function readPins(file: string): MappingPins {
  if (!existsSync(file)) return { mapping_version: 0, pins: [] };
  const [head, ...pins] = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
  return { ...(head as Pick<MappingPins, 'mapping_version'>), pins: pins as Pin[] };
}

/** A pin a line, so that a diff shows which ones changed. */
export function writePins({ mapping_version: version, pins }: MappingPins): string {
  return [{ mapping_version: version }, ...pins].map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** The mapper of today, and the cases of today. */
export interface CurrentMapping {
  readonly version: number;
  readonly createMapper: (settings: Partial<MappingSettings>) => TrackCallMapper;
  readonly cases: readonly MappingCase[];
}

/** What is wrong with the mapping version, and what to do. `undefined`: nothing; a case without a pin is not wrong. */
export function checkPins(pins: MappingPins, now: CurrentMapping): string | undefined {
  if (now.version > pins.mapping_version) {
    return `MAPPING_VERSION is ${now.version}, but the cases are pinned for ${pins.mapping_version}. Run \`npm run generate\`.`;
  }
  return findBreach(pins, now);
}

/** The pins to write. Not `ok`: they would hide a change of the mapping, or pin a mistake. */
export function renewPins(
  pins: MappingPins,
  now: CurrentMapping,
): { readonly ok: true; readonly pins: MappingPins } | { readonly ok: false; readonly fault: string } {
  const breach = findBreach(pins, now);
  if (breach !== undefined) return { ok: false, fault: breach };
  const { version, cases, createMapper } = now;
  const made = cases.map((each) => ({ each, pin: pinOf(each, createMapper) }));
  const unexpected = made.filter(({ each, pin }) => pin.output !== digest(surfaceOf(each.expected)));
  if (unexpected.length > 0) {
    const fault = `No case is pinned, since the output of these is not the expected one:\n${list(unexpected.map(({ each }) => titleOf(each)))}\nMake \`npm test -- contract\` green, then run \`npm run generate\` again.`;
    return { ok: false, fault };
  }
  // A case that is taken out keeps its pin until the next version.
  const kept = version === pins.mapping_version ? pins.pins : [];
  const byInput = new Map([...kept, ...made.map(({ pin }) => pin)].map((pin) => [textOf(pin.input), pin]));
  const sorted = [...byInput].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, pin]) => pin);
  return { ok: true, pins: { mapping_version: version, pins: sorted } };
}

export function listUnpinned({ pins }: MappingPins, cases: readonly MappingCase[]): MappingCase[] {
  const pinned = new Set(pins.map(({ input }) => textOf(input)));
  return cases.filter((each) => !pinned.has(textOf(inputOf(each))));
}

/** Pins the output of a case as it is now. */
export function pinOf(
  each: Pick<MappingCase, 'call' | 'settings'>,
  createMapper: CurrentMapping['createMapper'],
): Pin {
  const input = inputOf(each);
  return { input, output: outputOf(input, createMapper) };
}

function findBreach(
  { mapping_version: pinned, pins }: MappingPins,
  { version, createMapper, cases }: CurrentMapping,
): string | undefined {
  if (version > pinned) return undefined;
  if (version < pinned) {
    return `MAPPING_VERSION is ${version}, but the cases are pinned for ${pinned}. It never goes down: set it to ${pinned} again.`;
  }
  const changed = pins.filter(({ input, output }) => outputOf(input, createMapper) !== output);
  if (changed.length === 0) return undefined;
  const titles = new Map(cases.map((each) => [textOf(inputOf(each)), titleOf(each)]));
  const changes = changed.map(
    ({ input }) => titles.get(textOf(input)) ?? `a case that is gone: ${textOf(input)}`,
  );
  return `The output of these cases has changed, but MAPPING_VERSION is still ${version}:\n${list(changes)}\nUndo the change; or, if it is meant, raise MAPPING_VERSION in packages/core/src/mapping-version.ts and run \`npm run generate\`.`;
}

function outputOf([call, settings]: Pin['input'], createMapper: CurrentMapping['createMapper']): string {
  let mapTrackCall: TrackCallMapper;
  try {
    mapTrackCall = createMapper(withNumbers(settings) as Partial<MappingSettings>);
  } catch {
    return 'settings refused';
  }
  return digest(surfaceOf(outcomeOf(mapTrackCall(withNumbers(call)))));
}

function inputOf({ call, settings = {} }: Pick<MappingCase, 'call' | 'settings'>): Pin['input'] {
  return [withoutNumbers(call), withoutNumbers(settings)];
}

/** The order of a call's properties counts. */
function textOf(input: Pin['input']): string {
  return JSON.stringify(input);
}

function titleOf({ topic, because }: MappingCase): string {
  return `${topic}: ${because}`;
}

function list(titles: readonly string[]): string {
  return titles.map((title) => `- ${title}`).join('\n');
}

/** What became of a call, as a case states it. */
export function outcomeOf(mapped: Mapped): ExpectedOutcome {
  if (!mapped.ok) return { ok: false, refusal: mapped.refusal.code };
  const { dataEvent, identity, notes } = mapped;
  return {
    ok: true,
    dataEvent: { ...dataEvent },
    identity,
    notes: notes.map(({ code, key }) => ({ code, key })),
  };
}

/** What customers build on. What a note says, and of which property, is not part of it; the order of metadata is. */
function surfaceOf(outcome: ExpectedOutcome): unknown {
  if (!outcome.ok) return outcome.refusal;
  const { dataEvent, identity, notes } = outcome;
  const { metadata, ...rest } = dataEvent;
  return inOneOrder({
    dataEvent: rest,
    metadata: typeof metadata === 'object' && metadata !== null ? Object.entries(metadata) : metadata,
    identity,
    notes: notes.map(({ code }) => code).sort(),
  });
}

/** The same with the keys of every object in alphabetical order. */
function inOneOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(inOneOrder);
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, inOneOrder(inner)]));
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);
}

const NUMBER_KEY = '$number';

/** JSON can be read to infinity and to -0, but not written from them. */
function withoutNumbers(value: unknown): unknown {
  return rebuild(value, (one) => {
    const isKept = typeof one !== 'number' || (Number.isFinite(one) && !Object.is(one, -0));
    return isKept ? one : { [NUMBER_KEY]: Object.is(one, -0) ? '-0' : String(one) };
  });
}

function withNumbers(value: unknown): unknown {
  return rebuild(value, (one) => {
    const text = typeof one === 'object' && one !== null && NUMBER_KEY in one ? one[NUMBER_KEY] : undefined;
    return typeof text === 'string' ? Number(text) : one;
  });
}

/** The same value with every part of it replaced, the outer ones first. Keys such as `__proto__` stay keys. */
function rebuild(value: unknown, replace: (one: unknown) => unknown): unknown {
  const replaced = replace(value);
  if (typeof replaced !== 'object' || replaced === null) return replaced;
  if (Array.isArray(replaced)) return replaced.map((one) => rebuild(one, replace));
  return Object.fromEntries(Object.entries(replaced).map(([key, one]) => [key, rebuild(one, replace)]));
}
