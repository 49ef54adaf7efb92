import type { UnixSeconds } from '../data-event';
import type { TimeZone } from '../time-zone';
import type { KeyFacts } from './keys';
import {
  asMoment,
  DAY_MS,
  FIRST_OTHER_DIGIT,
  fromOtherDigits,
  readEpoch,
  readEpochText,
  readIsoTime,
  YEAR_2101_MS,
  type ReadTime,
} from './read-time';

const YEAR_2000_MS = Date.UTC(2000, 0, 1);

/**
 * ISO text with an hour is a date under any key; a day alone only under a key that says so. `key` holds the facts
 * of the flattened key, `name` those of the property's own.
 */
export function findDateInText(
  text: string,
  key: KeyFacts,
  name: KeyFacts,
  timeZone: TimeZone,
): ReadTime | undefined {
  const first = text.charCodeAt(0);
  if (first < 48 || first > 57) {
    // Nearly every text that is no date is told by its first character.
    if (first < FIRST_OTHER_DIGIT) return undefined;
    const inAscii = fromOtherDigits(text);
    return inAscii === undefined ? undefined : findDateInText(inAscii, key, name, timeZone);
  }
  const iso = readIsoTime(text, timeZone);
  if (iso !== undefined) {
    return !iso.dateOnly || key.dateStem !== undefined || name.namesDay ? iso : undefined;
  }
  return key.dateStem === undefined ? undefined : asRecentDate(readEpochText(text));
}

/** A count of seconds, milliseconds or microseconds is a date only under a key with a date ending, from 2000 to 2100. */
export function findDateInNumber(number: number, key: KeyFacts): ReadTime | undefined {
  return key.dateStem === undefined ? undefined : asRecentDate(readEpoch(number));
}

function asRecentDate(epochMs: number | undefined): ReadTime | undefined {
  return epochMs !== undefined && epochMs >= YEAR_2000_MS && epochMs < YEAR_2101_MS
    ? asMoment(epochMs)
    : undefined;
}

const JANUARY_MS = 31 * DAY_MS;

/**
 * Whether a date with an hour is epoch zero, or seconds that were read as milliseconds, which stay in January 1970 until
 * 2054. A day alone is somebody's date, and a birth is a birth.
 */
export function standsForNoDate({ epochMs, writtenMs, dateOnly }: ReadTime, { lower }: KeyFacts): boolean {
  if (dateOnly || !(isInJanuary1970(epochMs) || isInJanuary1970(writtenMs))) return false;
  return lower !== 'dob' && !lower.includes('birth');
}

function isInJanuary1970(epochMs: number): boolean {
  return epochMs >= 0 && epochMs < JANUARY_MS;
}

/** Whether a 0 stands for no date; under a key of a time, such as `response_time`, it is a number. */
export function isZeroDate({ lower }: KeyFacts): boolean {
  return lower.endsWith('_at') || lower.endsWith('_on') || lower.endsWith('_date');
}

/** The key under which Intercom reads a date: the stem with `_date`. */
export function dateKey(key: string, stem: string): string {
  const bareStem = withoutSeparatorsAtEnd(stem);
  if (bareStem === '') return 'event_date';
  return key.endsWith('_date') ? key : `${bareStem}_date`;
}

/** From the end: a pattern such as `/[_\- ]+$/` scans a run of separators from each place in it. */
function withoutSeparatorsAtEnd(stem: string): string {
  let end = stem.length;
  while (end > 0 && '_- '.includes(stem.charAt(end - 1))) end -= 1;
  return stem.slice(0, end);
}

export function toUnixSeconds(epochMs: number): UnixSeconds {
  return Math.floor(epochMs / 1000) as UnixSeconds;
}

/** ISO text for a moment before 1970, which Unix seconds of a positive kind cannot say. */
export function toIsoText({ epochMs, writtenMs, dateOnly }: ReadTime): string {
  const iso = new Date(dateOnly ? writtenMs : epochMs).toISOString();
  return dateOnly ? iso.slice(0, -'T00:00:00.000Z'.length) : `${iso.slice(0, -'.000Z'.length)}Z`;
}
