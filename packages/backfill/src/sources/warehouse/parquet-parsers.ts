import type { ParquetParsers } from 'hyparquet';
import { isUtf8 } from 'node:buffer';
import { parseJsonCell } from './json-cell';

/** Stands for a value that cannot be read. `reason` goes on from the name of its column. */
export class UnreadableValue {
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}

const NOT_UTF8 = new UnreadableValue('it is not UTF-8');
const NO_TIME = new UnreadableValue('it is no time that JavaScript can hold');

/** How Parquet's own types become what a call of JSON can hold. */
export const PARQUET_PARSERS: Partial<ParquetParsers> = {
  stringFromBytes: (bytes: Uint8Array | undefined) => (bytes === undefined ? undefined : readText(bytes)),
  jsonFromBytes: (bytes: Uint8Array | undefined) => {
    const text = bytes === undefined ? undefined : readText(bytes);
    return typeof text === 'string' ? parseJson(text) : text;
  },
  dateFromDays: (days: number | undefined) => {
    const time = typeof days === 'number' ? toIsoTime(days * DAY_MS) : undefined;
    return typeof time === 'string' ? time.slice(0, time.indexOf('T')) : time;
  },
  timestampFromMilliseconds: (count: bigint) => toIso(count),
  timestampFromMicroseconds: (count: bigint) => toIso(count, 1_000n),
  timestampFromNanoseconds: (count: bigint) => toIso(count, 1_000_000n),
};

const DAY_MS = 86_400_000;

/** `undefined` for a null, which some pages hold between their values. */
function toIso(count: unknown, perMillisecond = 1n): string | UnreadableValue | undefined {
  return typeof count === 'bigint' ? toIsoTime(Number(count / perMillisecond)) : undefined;
}

function toIsoTime(epochMs: number): string | UnreadableValue {
  const date = new Date(epochMs);
  return Number.isNaN(date.getTime()) ? NO_TIME : date.toISOString();
}

function readText(bytes: Uint8Array): string | UnreadableValue {
  return isUtf8(bytes)
    ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
    : NOT_UTF8;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return parseJsonCell(text);
  }
}
