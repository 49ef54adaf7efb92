import type { UnixSeconds } from '../data-event';
import type { Note } from '../notes';
import { DAY_MS, readAnyTime, YEAR_2101_MS } from '../values/read-time';
import type { Call } from './call';

/**
 * When the call happened, from the call alone, in whole seconds rounded down. `undefined`: no field is readable, or
 * the moment lies outside the years 1970 to 2100. Never the present moment: a retry would become a second event.
 */
export function findTimestamp(call: Call, notes: Note[]): UnixSeconds | undefined {
  const epochMs = readAnyTime(call.timestamp) ?? readFallback(call, notes);
  if (epochMs === undefined || epochMs < 0 || epochMs >= YEAR_2101_MS) return undefined;
  noteFuture(epochMs, call, notes);
  return Math.floor(epochMs / 1000) as UnixSeconds;
}

function readFallback(call: Call, notes: Note[]): number | undefined {
  const originalMs = readAnyTime(call.originalTimestamp);
  const receivedMs = readAnyTime(call.receivedAt);
  const sentMs = readAnyTime(call.sentAt);
  if (originalMs !== undefined && receivedMs !== undefined && sentMs !== undefined) {
    noteFallback('computed from receivedAt, sentAt and originalTimestamp', notes);
    return receivedMs - (sentMs - originalMs);
  }
  if (originalMs !== undefined) {
    noteFallback('taken from originalTimestamp', notes);
    return originalMs;
  }
  if (receivedMs !== undefined) {
    noteFallback('taken from receivedAt', notes);
    return receivedMs;
  }
  if (sentMs !== undefined) noteFallback('taken from sentAt', notes);
  return sentMs;
}

function noteFallback(source: string, notes: Note[]): void {
  notes.push({
    code: 'timestamp_fallback',
    key: 'timestamp',
    detail: `No readable timestamp; the time was ${source}.`,
  });
}

function noteFuture(epochMs: number, call: Call, notes: Note[]): void {
  const arrivedMs = readAnyTime(call.receivedAt) ?? readAnyTime(call.sentAt);
  if (arrivedMs === undefined || epochMs <= arrivedMs + DAY_MS) return;
  notes.push({
    code: 'timestamp_in_future',
    key: 'timestamp',
    detail: 'The time lies more than a day after the call was received or sent.',
  });
}
