import type { MappingSettings } from '@intercom-destination/core';
import { at, isObject } from './members';
import type { TimeSettings } from './time-oracle';
import {
  readExtendedNumber,
  readWrittenTime,
  secondsOf,
  utcMonthOf,
  utcYearOf,
  withAsciiDigits,
  type WrittenTime,
} from './written-time';

export type DateSettings = TimeSettings & Pick<MappingSettings, 'dates'>;

export interface ExpectedDates {
  readonly metadata: Readonly<Record<string, unknown>>;
  /** Code and key of all notes about dates, with a colon between them. */
  readonly noted: readonly string[];
}

interface Property {
  /** Its own key. */
  readonly key: string;
  /** The keys around it, and its own. */
  readonly path: readonly string[];
  readonly value: unknown;
}

type Meaning =
  | { readonly kind: 'date'; readonly seconds: number }
  | { readonly kind: 'early'; readonly text: string }
  | { readonly kind: 'placeholder' | 'other' };

/**
 * What "Dates" in docs/mapping.md says of properties that are texts, numbers, MongoDB's values or objects of these.
 * Written from that page without a look at the mapper.
 */
export function expectDates(properties: object, settings: DateSettings): ExpectedDates {
  const found = listProperties(properties, []).map((property) => ({
    ...property,
    meaning: readMeaning(property, settings),
  }));
  const present = found.filter(({ meaning }) => meaning.kind !== 'placeholder');
  const noted: string[] = [];
  const metadata: Record<string, unknown> = {};
  const taken = new Set<string>();
  /** Of two alike the first stays. */
  const keep = (key: string, value: unknown) => {
    if (!taken.has(key.toLowerCase())) metadata[key] = value;
    taken.add(key.toLowerCase());
  };
  for (const property of found) {
    const { path, meaning } = property;
    const key = path.join('_');
    const note = (code: string) => noted.push(`${code}:${path.join('.')}`);
    if (meaning.kind === 'placeholder') {
      note('date_placeholder');
    } else if (meaning.kind === 'date') {
      note('date_converted');
      const wanted = dateKeyOf(key);
      const isTaken =
        taken.has(wanted.toLowerCase()) ||
        present.some((other) => other !== property && areAlike(other.path.join('_'), wanted));
      keep(isTaken && !areAlike(key, wanted) ? `${key}_date` : wanted, meaning.seconds);
    } else {
      if (meaning.kind === 'early') note('date_before_1970');
      const isCalledDate = key.toLowerCase().endsWith('_date');
      if (isCalledDate) note('not_a_date');
      keep(
        isCalledDate ? `${key}_value` : key,
        meaning.kind === 'early' ? meaning.text : plainValueOf(property.value),
      );
    }
  }
  return { metadata, noted };
}

function listProperties(properties: object, around: readonly string[]): Property[] {
  return Object.entries(properties).flatMap(([key, value]: [string, unknown]): Property[] => {
    const path = [...around, key];
    return isObject(value) && !isOfMongo(value) ? listProperties(value, path) : [{ key, path, value }];
  });
}

function isOfMongo(value: object): boolean {
  return readExtendedNumber(value) !== undefined || readWrittenTime(value, 'UTC') !== undefined;
}

function readMeaning(property: Property, { timeZone, dates }: DateSettings): Meaning {
  const { key, value } = property;
  if (plainValueOf(value) === 0 || value === '0')
    return { kind: /_(?:at|on|date)$/i.test(key) ? 'placeholder' : 'other' };
  if (typeof value === 'string' && value !== value.trim()) return { kind: 'other' };
  const time = readWrittenTime(value, timeZone);
  if (time === undefined || !isDateUnder(property, time)) return { kind: 'other' };
  if (time.form === 'time' && isJanuary1970(time) && key !== 'dob' && !/birth/i.test(key)) {
    return { kind: 'placeholder' };
  }
  if (dates === 'text') return { kind: 'other' };
  return time.nanos < 0n
    ? { kind: 'early', text: earlyTextOf(value, time) }
    : { kind: 'date', seconds: secondsOf(time) };
}

function areAlike(key: string, other: string): boolean {
  return key.toLowerCase() === other.toLowerCase();
}

/** A day as it was written, a time in UTC. */
function earlyTextOf(value: unknown, time: WrittenTime): string {
  if (time.form === 'day') return withAsciiDigits(String(value));
  return `${new Date(secondsOf(time) * 1000).toISOString().slice(0, 19)}Z`;
}

function isDateUnder({ key, path }: Property, time: WrittenTime): boolean {
  const hasEnding = stemOf(path.join('_')) !== undefined;
  switch (time.form) {
    case 'time':
      return true;
    case 'day':
      return hasEnding || DAY_KEYS.includes(key);
    case 'compact day':
      return false;
    case 'count':
      return hasEnding && utcYearOf(time) >= 2000 && utcYearOf(time) <= 2100;
    default:
      return time.form satisfies never;
  }
}

const DAY_KEYS = ['birthday', 'dob', 'expires', 'due', 'start', 'end'];

function isJanuary1970(time: WrittenTime): boolean {
  const inUtc = utcYearOf(time) === 1970 && utcMonthOf(time) === 1;
  return inUtc || (time.own.year === 1970 && time.own.month === 1);
}

function dateKeyOf(key: string): string {
  const stem = stemOf(key) ?? key;
  return stem === '' ? 'event_date' : `${stem}_date`;
}

const ENDING = /(?:_datetime|DateTime|_timestamp|Timestamp|_date|Date|_time|Time|_at|At|_on|On)$/;
const NOTHING_ELSE = /^(?:date|time|timestamp)$/;

/** The key without its date ending and what joined it; undefined where it has none. */
function stemOf(key: string): string | undefined {
  if (NOTHING_ELSE.test(key)) return '';
  if (!ENDING.test(key)) return undefined;
  let stem = key.replace(ENDING, '');
  while (/[_\- ]$/.test(stem)) stem = stem.slice(0, -1);
  return stem;
}

/** What MongoDB's value is where it is no date. */
function plainValueOf(value: unknown): unknown {
  const number = readExtendedNumber(value);
  if (number !== undefined) return Number(number);
  const date = at(value, '$date');
  if (date === undefined || typeof date === 'string') return date ?? value;
  return new Date(Number(readExtendedNumber(date) ?? date)).toISOString();
}
