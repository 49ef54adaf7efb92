import type { ParquetParsers } from 'hyparquet';
import { isUtf8 } from 'node:buffer';
import { parseJsonCell } from './json-cell';

/** Stands for a text that is no UTF-8: its row is refused. */
export const NOT_UTF8 = Symbol('not UTF-8');

/** How Parquet's own types become what a call of JSON can hold. */
export const PARQUET_PARSERS: Partial<ParquetParsers> = {
  stringFromBytes: (bytes: Uint8Array | undefined) => (bytes === undefined ? undefined : readText(bytes)),
  jsonFromBytes: (bytes: Uint8Array | undefined) => {
    const text = bytes === undefined ? undefined : readText(bytes);
    return typeof text === 'string' ? parseJson(text) : text;
  },
  dateFromDays: (days: number | undefined) =>
    typeof days === 'number' ? new Date(days * 86_400_000).toISOString().slice(0, 10) : undefined,
  timestampFromMilliseconds: (count: bigint) => toIso(count),
  timestampFromMicroseconds: (count: bigint) => toIso(count, 1_000n),
  timestampFromNanoseconds: (count: bigint) => toIso(count, 1_000_000n),
};

/** `undefined` for a null, which some pages hold between their values. */
function toIso(count: unknown, perMillisecond = 1n): string | undefined {
  if (typeof count !== 'bigint') return undefined;
  const date = new Date(Number(count / perMillisecond));
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

function readText(bytes: Uint8Array): string | typeof NOT_UTF8 {
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
