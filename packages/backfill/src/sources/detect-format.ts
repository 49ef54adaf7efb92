import { beginsWithBatch } from './json/begins-with-batch';
import { BYTE, byteOrderMarkLength, isJsonSpace } from './json/json-bytes';
import type { SourceFormat } from './source-format';
import type { ColumnMapping } from './warehouse/column-mapping';
import { findDelimiter, readSeparatorLine } from './warehouse/find-delimiter';

/** So much of a source is looked at, at most, to tell its format: never more, however much of it arrives at once. */
const HEAD_BYTES = 2 ** 20;

/**
 * Tells the format by the first bytes, unpacked. `isWhole`: there are no more. `undefined`: more are needed. What is
 * of no known form counts as NDJSON, whose lines are refused one by one.
 */
export function detectFormat(
  bytes: Buffer,
  isWhole: boolean,
  columns?: ColumnMapping,
): SourceFormat | undefined {
  const head = bytes.subarray(0, HEAD_BYTES);
  if (head.length >= 4 && head.toString('latin1', 0, 4) === 'PAR1') return 'parquet';
  const isEnough = isWhole || head.length === HEAD_BYTES;
  const at = skipSpace(head, byteOrderMarkLength(head));
  if (at === head.length) return isEnough ? 'ndjson' : undefined;
  if (head[at] === BYTE.openBracket) {
    if (!isEnough && !hasNextLine(head, at)) return undefined;
    return isBrokenLine(head, at) ? 'ndjson' : 'json';
  }
  if (head[at] === BYTE.openBrace) {
    const isBatch = beginsWithBatch(head, at, isEnough, columns);
    if (isBatch === undefined) return undefined;
    return isBatch ? 'batch' : 'ndjson';
  }
  const lineEnd = head.indexOf(BYTE.lineFeed, at);
  if (lineEnd === -1 && !isEnough) return undefined;
  const header = head.toString('utf8', at, lineEnd === -1 ? head.length : lineEnd);
  if (readSeparatorLine(header) !== undefined) return 'csv';
  return findDelimiter(header, columns) === undefined ? 'ndjson' : 'csv';
}

/** A first line that is a list of no objects, with an object in the next, is one of the broken lines of NDJSON. */
function isBrokenLine(head: Buffer, from: number): boolean {
  const lineEnd = head.indexOf(BYTE.lineFeed, from);
  if (lineEnd === -1 || head[skipSpace(head, from + 1)] === BYTE.openBrace) return false;
  const line = head.toString('utf8', from, lineEnd).trimEnd();
  return line.endsWith(']') && head[skipSpace(head, lineEnd)] === BYTE.openBrace;
}

function hasNextLine(head: Buffer, from: number): boolean {
  const lineEnd = head.indexOf(BYTE.lineFeed, from);
  return lineEnd !== -1 && skipSpace(head, lineEnd) < head.length;
}

function skipSpace(head: Buffer, from: number): number {
  let at = from;
  while (at < head.length && isJsonSpace(head[at] ?? 0)) at += 1;
  return at;
}
