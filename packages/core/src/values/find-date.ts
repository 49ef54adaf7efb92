import type { UnixSeconds } from '../data-event';
import type { KeyFacts } from './keys';
import { readEpoch, readEpochText, readIsoTime, YEAR_2101_MS } from './read-time';

/** A text or number that is a date where it stands. */
export interface FoundDate {
  readonly epochMs: number;
  readonly dateOnly: boolean;
}

const YEAR_2000_MS = Date.UTC(2000, 0, 1);

/**
 * ISO text with an hour is a date under any key; a day alone only under a key that says so. `key` holds the facts
 * of the flattened key, `name` those of the property's own.
 */
export function findDateInText(text: string, key: KeyFacts, name: KeyFacts): FoundDate | undefined {
  const first = text.charCodeAt(0);
  if (first < 48 || first > 57) return undefined;
  const iso = readIsoTime(text);
  if (iso !== undefined) {
    return !iso.dateOnly || key.dateStem !== undefined || name.namesDay ? iso : undefined;
  }
  return key.dateStem === undefined ? undefined : asRecentDate(readEpochText(text));
}

/** A count of seconds, milliseconds or microseconds is a date only under a key with a date ending, from 2000 to 2100. */
export function findDateInNumber(number: number, key: KeyFacts): FoundDate | undefined {
  return key.dateStem === undefined ? undefined : asRecentDate(readEpoch(number));
}

function asRecentDate(epochMs: number | undefined): FoundDate | undefined {
  return epochMs !== undefined && epochMs >= YEAR_2000_MS && epochMs < YEAR_2101_MS
    ? { epochMs, dateOnly: false }
    : undefined;
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
export function toIsoText({ epochMs, dateOnly }: FoundDate): string {
  const iso = new Date(epochMs).toISOString();
  return dateOnly ? iso.slice(0, 10) : `${iso.slice(0, 19)}Z`;
}
