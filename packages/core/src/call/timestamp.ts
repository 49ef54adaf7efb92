import type { UnixSeconds } from '../data-event';
import type { Note } from '../notes';
import { asMoment, readAnyTime, YEAR_1971_MS, YEAR_2101_MS, type ReadTime } from '../values/read-time';
import type { Call } from './call';

/** A readable time of a year in which nothing that is sent has happened. */
export interface TimeOutOfRange {
  /** The field of the call, or the fields that the time was computed from. */
  readonly from: string;
  readonly year: number;
}

/**
 * When the call happened, from the call alone, in whole seconds rounded down. `undefined`: no field holds a time. Never
 * the present moment: a retry would become a second event.
 */
export function findTimestamp(call: Call, notes: Note[]): UnixSeconds | TimeOutOfRange | undefined {
  const epochMs = momentOf('timestamp', readTime(call.timestamp), notes);
  if (epochMs !== undefined) return settle(epochMs, 'timestamp', call, notes);
  return findFallback(call, notes);
}

/** In milliseconds, when the call arrived by its own account. `undefined`: it does not say. */
export function findArrival({ receivedAt, sentAt }: Call): number | undefined {
  return readMoment(receivedAt) ?? readMoment(sentAt);
}

/** A time of a call in milliseconds; `undefined`: there is none, or a placeholder. */
export function readMoment(value: unknown): number | undefined {
  const time = readTime(value);
  return time === undefined || isPlaceholder(time) ? undefined : time.epochMs;
}

function settle(epochMs: number, from: string, call: Call, notes: Note[]): UnixSeconds | TimeOutOfRange {
  if (epochMs < YEAR_1971_MS || epochMs >= YEAR_2101_MS) {
    return { from, year: new Date(epochMs).getUTCFullYear() };
  }
  noteFuture(epochMs, call, notes);
  return Math.floor(epochMs / 1000) as UnixSeconds;
}

function findFallback(call: Call, notes: Note[]): UnixSeconds | TimeOutOfRange | undefined {
  const times = {
    originalTimestamp: readTime(call.originalTimestamp),
    receivedAt: readTime(call.receivedAt),
    sentAt: readTime(call.sentAt),
  };
  const correctedMs = correctClock(times);
  if (correctedMs !== undefined) {
    const from = 'receivedAt, sentAt and originalTimestamp';
    noteFallback(`computed from ${from}`, notes);
    return settle(correctedMs, from, call, notes);
  }
  for (const field of ['originalTimestamp', 'receivedAt', 'sentAt'] as const) {
    const epochMs = momentOf(field, times[field], notes);
    if (epochMs === undefined) continue;
    noteFallback(`taken from ${field}`, notes);
    return settle(epochMs, field, call, notes);
  }
  return undefined;
}

type Times = Readonly<Record<'originalTimestamp' | 'receivedAt' | 'sentAt', ReadTime | undefined>>;

/** Of two times by one clock the difference is right, though the clock began in 1970. */
function correctClock({ originalTimestamp, receivedAt, sentAt }: Times): number | undefined {
  if (originalTimestamp === undefined || receivedAt === undefined || sentAt === undefined) return undefined;
  if (isPlaceholder(receivedAt) || isPlaceholder(originalTimestamp) !== isPlaceholder(sentAt))
    return undefined;
  return receivedAt.epochMs - (sentAt.epochMs - originalTimestamp.epochMs);
}

const EPOCH_ZERO = asMoment(0);

function readTime(value: unknown): ReadTime | undefined {
  return value === 0 || value === '0' ? EPOCH_ZERO : readAnyTime(value);
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

function isIn1970(epochMs: number): boolean {
  return epochMs < YEAR_1971_MS && epochMs >= 0;
}

function noteFallback(source: string, notes: Note[]): void {
  notes.push({
    code: 'timestamp_fallback',
    key: 'timestamp',
    detail: `No usable timestamp; the time was ${source}.`,
  });
}

/** Ours: clocks differ by minutes; a local time that was sent as UTC lies an hour or more ahead. */
const AHEAD_MAX_MS = 3_600_000;

function noteFuture(epochMs: number, call: Call, notes: Note[]): void {
  const arrivedMs = findArrival(call);
  if (arrivedMs === undefined || epochMs <= arrivedMs + AHEAD_MAX_MS) return;
  notes.push({
    code: 'timestamp_in_future',
    key: 'timestamp',
    detail: 'The time lies more than an hour after the call was received or sent.',
  });
}
