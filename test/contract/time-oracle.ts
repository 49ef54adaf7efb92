import type { MappingSettings } from '@intercom-destination/core';
import { at } from './members';
import { msOf, readWrittenTime, secondsOf, timeOfNanos, utcYearOf, type WrittenTime } from './written-time';

export type TimeSettings = Pick<MappingSettings, 'timeZone' | 'timeFrom'>;

export type ExpectedTime =
  | {
      /** Unix seconds. */
      readonly createdAt: number;
      /** Codes of all notes about the time. */
      readonly noted: readonly string[];
    }
  | { readonly refusal: 'no_timestamp' }
  | { readonly refusal: 'timestamp_out_of_range'; readonly from: readonly string[]; readonly year: number };

/** A field that may give the time, or the fields from which it is computed. */
interface Candidate {
  readonly from: readonly string[];
  readonly time: WrittenTime | undefined;
}

/**
 * What "When" in docs/mapping.md says of a call. Written from that page and docs/settings.md, without a look at the
 * mapper, plain and slow, so that the two can disagree.
 */
export function expectTime(call: unknown, settings: TimeSettings): ExpectedTime {
  const candidates = candidatesOf(call, settings);
  const chosen = candidates.find(({ time }) => time !== undefined && !isPlaceholder(time));
  if (chosen?.time === undefined) return { refusal: 'no_timestamp' };
  const year = utcYearOf(chosen.time);
  if (year < 1970 || year > 2100) {
    return { refusal: 'timestamp_out_of_range', from: chosen.from, year };
  }
  const passedOver = candidates.slice(0, candidates.indexOf(chosen));
  return {
    createdAt: secondsOf(chosen.time),
    noted: [
      ...passedOver.flatMap(({ time }) => (time === undefined ? [] : ['timestamp_placeholder'])),
      ...(passedOver.length > 0 ? ['timestamp_fallback'] : []),
      ...(isInFuture(chosen.time, call, settings) ? ['timestamp_in_future'] : []),
    ],
  };
}

function candidatesOf(call: unknown, settings: TimeSettings): Candidate[] {
  const field = (from: string): Candidate => ({ from: [from], time: readField(call, from, settings) });
  if (settings.timeFrom.length > 0) return settings.timeFrom.map(field);
  const [original, received, sent] = [field('originalTimestamp'), field('receivedAt'), field('sentAt')];
  const corrected = {
    from: ['originalTimestamp', 'receivedAt', 'sentAt'],
    time: correctClock(original.time, received.time, sent.time),
  };
  return [field('timestamp'), corrected, original, received, sent];
}

/** The time of the device, put right by as much as its clock was wrong when it sent the call. */
function correctClock(
  original: WrittenTime | undefined,
  received: WrittenTime | undefined,
  sent: WrittenTime | undefined,
): WrittenTime | undefined {
  if (!original || !received || !sent) return undefined;
  if ([original, received, sent].some((time) => msOf(time) < 0n || msOf(time) >= YEAR_2101_MS))
    return undefined;
  if (isPlaceholder(received) || isPlaceholder(original) !== isPlaceholder(sent)) return undefined;
  const ms = msOf(received) - (msOf(sent) - msOf(original));
  const corrected = timeOfNanos(ms * 1_000_000n, 'time');
  return isPlaceholder(corrected) ? undefined : corrected;
}

/** By its own zone or by UTC. */
const YEAR_2101_MS = BigInt(Date.UTC(2101, 0, 1));

function isPlaceholder(time: WrittenTime): boolean {
  return time.own.year === 1970 || utcYearOf(time) === 1970;
}

function isInFuture(time: WrittenTime, call: unknown, settings: TimeSettings): boolean {
  const arrival = ['receivedAt', 'sentAt']
    .map((from) => readField(call, from, settings))
    .find((arrived) => arrived !== undefined && !isPlaceholder(arrived));
  return arrival !== undefined && msOf(time) - msOf(arrival) > 3_600_000n;
}

function readField(call: unknown, path: string, { timeZone }: TimeSettings): WrittenTime | undefined {
  return readWrittenTime(at(call, ...path.split('.')), timeZone);
}
