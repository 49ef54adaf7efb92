import type { Mapped, MappingSettings, TrackCallMapper } from '@intercom-destination/core';
import { createHash } from 'node:crypto';
import type { ExpectedOutcome, MappingCase } from './load-cases';

/** What the shared cases came to when it was pinned, as `mapping-pins.json` keeps it. `npm run generate` writes it. */
export interface MappingPins {
  /** The `MAPPING_VERSION` that gives these outputs. */
  readonly mapping_version: number;
  /** The digest of each output by the digest of its input, so that a case may be reworded or moved. */
  readonly cases: Readonly<Record<string, string>>;
}

/** The mapper of today. */
export interface CurrentMapping {
  readonly version: number;
  readonly cases: readonly DigestedCase[];
}

export interface DigestedCase {
  readonly title: string;
  readonly input: string;
  readonly output: string;
  /** Whether the output is the one that the case expects. */
  readonly isAsExpected: boolean;
}

/** Runs the cases through the mapper. What is digested of an output is what `MAPPING_VERSION` stands for. */
export function digestCases(
  cases: readonly MappingCase[],
  createMapper: (settings: Partial<MappingSettings>) => TrackCallMapper,
): DigestedCase[] {
  return cases.map(({ topic, because, settings = {}, call, expected }) => {
    const output = digest(surfaceOf(outcomeOf(createMapper(settings)(call))));
    return {
      title: `${topic}: ${because}`,
      // The order of a call's properties counts.
      input: digest([call, settings], keepNumber),
      output,
      isAsExpected: output === digest(surfaceOf(expected)),
    };
  });
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
  const { version, cases } = now;
  const unexpected = cases.filter(({ isAsExpected }) => !isAsExpected);
  if (unexpected.length > 0) {
    const fault = `No case is pinned, since the output of these is not the expected one:\n${listTitles(unexpected)}\nMake \`npm test -- contract\` green, then run \`npm run generate\` again.`;
    return { ok: false, fault };
  }
  // A case that is taken out keeps its pin until the next version: put back, it must give the same again.
  const kept = version === pins.mapping_version ? pins.cases : {};
  const current = Object.fromEntries(cases.map(({ input, output }) => [input, output]));
  const sorted = Object.entries({ ...kept, ...current }).sort(([one], [other]) => (one < other ? -1 : 1));
  return { ok: true, pins: { mapping_version: version, cases: Object.fromEntries(sorted) } };
}

export function listUnpinned({ cases: pinned }: MappingPins, cases: readonly DigestedCase[]): DigestedCase[] {
  return cases.filter(({ input }) => !Object.hasOwn(pinned, input));
}

function findBreach(
  { mapping_version: pinned, cases: pins }: MappingPins,
  { version, cases }: CurrentMapping,
): string | undefined {
  if (version > pinned) return undefined;
  if (version < pinned) {
    return `MAPPING_VERSION is ${version}, but the cases are pinned for ${pinned}. It never goes down: set it to ${pinned} again.`;
  }
  const changed = cases.filter(({ input, output }) => Object.hasOwn(pins, input) && pins[input] !== output);
  if (changed.length === 0) return undefined;
  return `The output of these cases has changed, but MAPPING_VERSION is still ${version}:\n${listTitles(changed)}\nUndo the change; or, if it is meant, raise MAPPING_VERSION in packages/core/src/mapping-version.ts and run \`npm run generate\`.`;
}

function listTitles(cases: readonly DigestedCase[]): string {
  return cases.map(({ title }) => `- ${title}`).join('\n');
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

function digest(value: unknown, replacer?: typeof keepNumber): string {
  return createHash('sha256').update(JSON.stringify(value, replacer)).digest('hex').slice(0, 16);
}

/** JSON can be read to infinity and to -0, but not written from them. */
function keepNumber(_: string, value: unknown): unknown {
  const isKept = typeof value !== 'number' || (Number.isFinite(value) && !Object.is(value, -0));
  return isKept ? value : { number: Object.is(value, -0) ? '-0' : String(value) };
}
