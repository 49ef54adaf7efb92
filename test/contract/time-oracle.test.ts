import { createMapper, type MappingSettings } from '@intercom-destination/core';
import { describe, expect, it } from '@jest/globals';
import { isDeepStrictEqual } from 'node:util';
import { dose } from '../dose';
import { chanceOf } from './chance';
import { expectDates, type DateSettings } from './date-oracle';
import { isObject } from './members';
import { shrink } from './shrink';
import { drawTimedCall, drawTimeSettings } from './time-inputs';
import { expectTime } from './time-oracle';

/** With a million calls in ten tests, none takes so long that it looks like one that hangs. */
const TESTS = 10;
const SEEDS_A_TEST = dose(10, 2_000);
const CALLS_A_SEED = 50;

/** A call with these becomes a data event unless it has no time. */
const OTHERWISE_GOOD = { type: 'track', event: 'Order Completed', userId: 'u1' };

/** Enough for every property of a call. */
const ALL_KEYS = { keyLimit: 20 } satisfies Partial<MappingSettings>;

const NOTES_OF_DATES = ['date_converted', 'date_placeholder', 'date_before_1970', 'not_a_date'];

describe('which time a call has, and which of its properties are dates, is as documented', () => {
  it.each(Array.from({ length: TESTS }, (_, at) => at * SEEDS_A_TEST))('from seed %i on', (firstSeed) => {
    for (let seed = firstSeed; seed < firstSeed + SEEDS_A_TEST; seed += 1) {
      const { settings, calls } = draw(seed);
      const compare = createComparison(settings);
      for (const call of calls) {
        if (compare(call).agree) continue;
        const smallest = shrink(call, (smaller) => !compare(smaller).agree);
        const { found, documented } = compare(smallest);
        expect({ seed, settings, call: smallest, found }).toEqual({
          ...{ seed, settings, call: smallest },
          found: documented,
        });
      }
    }
  });

  it('shown by calls that end in every way', () => {
    const counts = new Map<string, number>();
    for (let seed = 0; seed < 20; seed += 1) {
      const { settings, calls } = draw(seed);
      for (const ending of calls.flatMap((call) => endingsOf(call, settings))) {
        counts.set(ending, (counts.get(ending) ?? 0) + 1);
      }
    }
    const common = [...counts].filter(([, count]) => count >= 10).map(([ending]) => ending);
    expect(common).toEqual(
      expect.arrayContaining([
        ...['sent', 'no_timestamp', 'timestamp_out_of_range'],
        ...['timestamp_fallback', 'timestamp_placeholder', 'timestamp_in_future'],
        ...NOTES_OF_DATES,
      ]),
    );
  });
});

function draw(seed: number): { settings: DateSettings; calls: Record<string, unknown>[] } {
  const chance = chanceOf(seed);
  const settings = drawTimeSettings(chance);
  return { settings, calls: Array.from({ length: CALLS_A_SEED }, () => drawTimedCall(chance)) };
}

function endingsOf(call: Record<string, unknown>, settings: DateSettings): string[] {
  const time = expectTime(call, settings);
  if ('refusal' in time) return [time.refusal];
  const dates = expectDates(propertiesOf(call), settings);
  return ['sent', ...time.noted, ...dates.noted.map((note) => note.split(':')[0] ?? '')];
}

/** Compiles a comparison of what core makes of a call with what is documented. */
function createComparison(settings: DateSettings) {
  const map = createMapper({ ...ALL_KEYS, ...settings });
  return (call: Record<string, unknown>) => {
    const mapped = map({ ...OTHERWISE_GOOD, ...call });
    const time = expectTime(call, settings);
    const documented =
      'refusal' in time
        ? { refusal: time.refusal, ...('year' in time ? { year: time.year, isFieldNamed: true } : {}) }
        : { time, dates: sorted(expectDates(propertiesOf(call), settings)) };
    const found = mapped.ok
      ? {
          time: {
            createdAt: mapped.dataEvent.created_at,
            noted: mapped.notes.map(({ code }) => code).filter((code) => code.startsWith('timestamp_')),
          },
          dates: sorted({
            metadata: mapped.dataEvent.metadata ?? {},
            noted: mapped.notes
              .filter(({ code }) => NOTES_OF_DATES.includes(code))
              .map(({ code, key }) => `${code}:${key}`),
          }),
        }
      : { refusal: mapped.refusal.code, ...readRefusal(mapped.refusal.message, time) };
    return { found, documented, agree: isDeepStrictEqual(found, documented) };
  };
}

/** The year that a sentence names, and whether it names a field that gave it. */
function readRefusal(message: string, time: ReturnType<typeof expectTime>): object {
  const year = /year (-?\d+)/.exec(message)?.[1];
  if (year === undefined) return {};
  return {
    year: Number(year),
    isFieldNamed: 'from' in time && time.from.some((field) => message.includes(field)),
  };
}

function propertiesOf({ properties }: Record<string, unknown>): object {
  return isObject(properties) ? properties : {};
}

function sorted<T extends { readonly noted: readonly string[] }>(expected: T): T {
  return { ...expected, noted: expected.noted.toSorted() };
}
