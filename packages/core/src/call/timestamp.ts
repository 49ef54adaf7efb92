import type { UnixSeconds } from '../data-event';
import { readPath } from '../json-object';
import type { Note } from '../notes';
import type { MappingSettings } from '../settings/mapping-settings';
import type { TimeZone } from '../time-zone';
import { unwrapExtendedJson } from '../values/extended-json';
import { asMoment, readAnyTime, YEAR_1971_MS, YEAR_2101_MS, type ReadTime } from '../values/read-time';
import type { Call } from './call';

/** A readable time of a year in which nothing that is sent has happened. */
export interface TimeOutOfRange {
  /** The field of the call, or the fields that the time was computed from. */
  readonly from: string;
  readonly year: number;
}

/** `undefined`: no field holds a time. */
type TimestampFinder = (call: Call, notes: Note[]) => UnixSeconds | TimeOutOfRange | undefined;

/**
 * Compiles a finder of when a call happened, from the call alone, in whole seconds rounded down. Never the present moment: a
 * retry would become a second event.
 */
export function createTimestampFinder(
  { timeFrom }: Pick<MappingSettings, 'timeFrom'>,
  timeZone: TimeZone,
): TimestampFinder {
  const [first] = timeFrom;
  if (first !== undefined) return createPathFinder(first, timeFrom, timeZone);
  return (call, notes) => {
    const epochMs = momentOf('timestamp', readTime(call.timestamp, timeZone), notes);
    if (epochMs === undefined) return findFallback(call, timeZone, notes);
    return settle(epochMs, 'timestamp', findArrival(call, timeZone), notes);
  };
}

/** What a setting names is all that is asked: another field's time would be another moment. */
function createPathFinder(first: string, timeFrom: readonly string[], timeZone: TimeZone): TimestampFinder {
  const paths = timeFrom.map((path) => ({ path, segments: path.split('.') }));
  return (call, notes) => {
    for (const { path, segments } of paths) {
      const epochMs = momentOf(path, readTime(readPath(call, segments), timeZone), notes);
      if (epochMs === undefined) continue;
      if (path !== first) noteFallback(first, `taken from ${path}`, notes);
      return settle(epochMs, path, findArrival(call, timeZone), notes, first);
    }
    return undefined;
  };
}

/** In milliseconds, when the call arrived by its own account. `undefined`: it does not say. */
function findArrival({ receivedAt, sentAt }: Call, timeZone: TimeZone): number | undefined {
  return readMoment(receivedAt, timeZone) ?? readMoment(sentAt, timeZone);
}

/** A time of a call in milliseconds; `undefined`: there is none, or a placeholder. */
export function readMoment(value: unknown, timeZone: TimeZone): number | undefined {
  return usableMs(readTime(value, timeZone));
}

function usableMs(time: ReadTime | undefined): number | undefined {
  return time === undefined || isPlaceholder(time) ? undefined : time.epochMs;
}

function settle(
  epochMs: number,
  from: string,
  arrivedMs: number | undefined,
  notes: Note[],
  key = 'timestamp',
): UnixSeconds | TimeOutOfRange {
  if (epochMs < YEAR_1971_MS || epochMs >= YEAR_2101_MS) {
    return { from, year: new Date(epochMs).getUTCFullYear() };
  }
  noteFuture(key, epochMs, arrivedMs, notes);
  return Math.floor(epochMs / 1000) as UnixSeconds;
}

function findFallback(
  call: Call,
  timeZone: TimeZone,
  notes: Note[],
): UnixSeconds | TimeOutOfRange | undefined {
  const times = {
    originalTimestamp: readTime(call.originalTimestamp, timeZone),
    receivedAt: readTime(call.receivedAt, timeZone),
    sentAt: readTime(call.sentAt, timeZone),
  };
  const arrivedMs = usableMs(times.receivedAt) ?? usableMs(times.sentAt);
  const correctedMs = correctClock(times);
  if (correctedMs !== undefined) {
    const from = 'receivedAt, sentAt and originalTimestamp';
    noteFallback('timestamp', `computed from ${from}`, notes);
    return settle(correctedMs, from, arrivedMs, notes);
  }
  for (const field of ['originalTimestamp', 'receivedAt', 'sentAt'] as const) {
    const epochMs = momentOf(field, times[field], notes);
    if (epochMs === undefined) continue;
    noteFallback('timestamp', `taken from ${field}`, notes);
    return settle(epochMs, field, arrivedMs, notes);
  }
  return undefined;
}

type Times = Readonly<Record<'originalTimestamp' | 'receivedAt' | 'sentAt', ReadTime | undefined>>;

/** Of two times by one clock the difference is right, though the clock began in 1970. `undefined`: it can't be told. */
function correctClock({ originalTimestamp, receivedAt, sentAt }: Times): number | undefined {
  if (originalTimestamp === undefined || receivedAt === undefined || sentAt === undefined) return undefined;
  // A time such as `0001-01-01T00:00:00Z`, which some languages write for none, would lead to a year that nobody wrote.
  if ([originalTimestamp, receivedAt, sentAt].some(isOutOfRange)) return undefined;
  if (isPlaceholder(receivedAt) || isPlaceholder(originalTimestamp) !== isPlaceholder(sentAt))
    return undefined;
  const epochMs = receivedAt.epochMs - (sentAt.epochMs - originalTimestamp.epochMs);
  return isIn1970(epochMs) ? undefined : epochMs;
}

const EPOCH_ZERO = asMoment(0);

function readTime(value: unknown, timeZone: TimeZone): ReadTime | undefined {
  const plain = unwrapExtendedJson(value);
  return plain === 0 || plain === '0' ? EPOCH_ZERO : readAnyTime(plain, timeZone);
}

function momentOf(field: string, time: ReadTime | undefined, notes: Note[]): number | undefined {
  if (time === undefined) return undefined;
  if (!isPlaceholder(time)) return time.epochMs;
  const detail = 'A time in 1970 stands for none; passed over.';
  notes.push({ code: 'timestamp_placeholder', key: field, detail });
  return undefined;
}

/** Epoch zero, in whatever zone, or seconds that were read as milliseconds. */
function isPlaceholder({ epochMs, writtenMs }: ReadTime): boolean {
  return isIn1970(epochMs) || isIn1970(writtenMs);
}

function isOutOfRange({ epochMs }: ReadTime): boolean {
  return epochMs < 0 || epochMs >= YEAR_2101_MS;
}

function isIn1970(epochMs: number): boolean {
  return epochMs < YEAR_1971_MS && epochMs >= 0;
}

function noteFallback(key: string, source: string, notes: Note[]): void {
  notes.push({
    code: 'timestamp_fallback',
    key,
    detail: `No usable ${key}; the time was ${source}.`,
  });
}

/** Ours: clocks differ by minutes; a local time that was sent as UTC lies an hour or more ahead. */
const AHEAD_MAX_MS = 3_600_000;

function noteFuture(key: string, epochMs: number, arrivedMs: number | undefined, notes: Note[]): void {
  if (arrivedMs === undefined || epochMs <= arrivedMs + AHEAD_MAX_MS) return;
  notes.push({
    code: 'timestamp_in_future',
    key,
    detail: 'The time lies more than an hour after the call was received or sent.',
  });
}
