import { createMapper, type MappingSettings } from '@intercom-destination/core';
import { describe, expect, it } from '@jest/globals';
import { isDeepStrictEqual } from 'node:util';
import { chanceOf } from './chance';
import { expectDates, type DateSettings } from './date-oracle';
import { isObject } from './members';
import { CALLS_A_SEED, expectAgreement, FIRST_SEEDS, listCommonEndings } from './oracle-runs';
import { drawTimedCall, drawTimeSettings } from './time-inputs';
import { expectTime } from './time-oracle';

/** A call with these becomes a data event unless it has no time. */
const OTHERWISE_GOOD = { type: 'track', event: 'Order Completed', userId: 'u1' };

/** Enough for every property of a call. */
const ALL_KEYS = { keyLimit: 20 } satisfies Partial<MappingSettings>;

const NOTES_OF_DATES = ['date_converted', 'date_placeholder', 'date_before_1970', 'not_a_date'];

describe('which time a call has, and which of its properties are dates, is as documented', () => {
  it.each(FIRST_SEEDS)('from seed %i on', (firstSeed) => {
    expectAgreement(firstSeed, draw, createComparison);
  });

  it('shown by calls that end in every way', () => {
    const common = listCommonEndings(20, draw, endingsOf);
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
