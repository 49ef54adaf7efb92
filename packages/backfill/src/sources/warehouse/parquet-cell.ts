import { parseJsonCell } from './json-cell';
import { NOT_UTF8 } from './parquet-parsers';

/**
 * A decoded value as JSON would hold it; `undefined`: null. A whole number is a number where it is safe, else text, so
 * that no id becomes another one.
 */
export function readParquetCell(value: unknown): unknown {
  if (value === null || value === undefined || value === NOT_UTF8) return undefined;
  if (typeof value === 'bigint') {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : String(value);
  }
  if (typeof value === 'string') return parseJsonCell(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
  // Bytes without a meaning.
  if (ArrayBuffer.isView(value)) return undefined;
  if (Array.isArray(value)) return value.map((item) => readParquetCell(item) ?? null);
  if (typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, nested]) => {
        const cell = readParquetCell(nested);
        return cell === undefined ? [] : [[key, cell]];
      }),
    );
  }
  return value;
}
