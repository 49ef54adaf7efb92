import { parseLines } from './parse-lines';
import type { RawLines } from './raw-lines';
import type { SourceRecord } from './source-record';

/** Records of a file. Lines are not parsed yet, so that another thread can do it. */
export type RecordBatch =
  | { readonly kind: 'lines'; readonly lines: RawLines }
  | { readonly kind: 'records'; readonly records: readonly SourceRecord[] };

export function toRecords(batch: RecordBatch): readonly SourceRecord[] {
  return batch.kind === 'lines' ? parseLines(batch.lines) : batch.records;
}

/** The number of the last record, or of a blank line behind it. */
export function lastNumber(batch: RecordBatch): number {
  return batch.kind === 'lines'
    ? batch.lines.number + batch.lines.count - 1
    : (batch.records.at(-1)?.number ?? 0);
}
