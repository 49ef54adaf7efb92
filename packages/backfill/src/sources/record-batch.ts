import type { RawLines } from './raw-lines';
import type { SourceRecord } from './source-record';

/** Records of a file, or lines of NDJSON that are not parsed yet, so that another thread can do it. */
export type RecordBatch =
  | {
      readonly kind: 'lines';
      readonly lines: RawLines;
      /** There are no more in the file. */
      readonly areLast: boolean;
    }
  | {
      readonly kind: 'records';
      readonly records: readonly SourceRecord[];
      /** What was read for them. Absent: the form does not go by lines. */
      readonly lines?: ReadLines;
    };

/** How far NDJSON was read. */
export interface ReadLines {
  readonly bytes: number;
  /** The last line that was read to its end. */
  readonly lastLine: number;
  /** Whether the next line can be read without what came before. */
  readonly isBetween: boolean;
}

/** None where the lines are not parsed yet. */
export function recordsOf(batch: RecordBatch): readonly SourceRecord[] {
  return batch.kind === 'records' ? batch.records : [];
}

/** The number of the last record, or of a line behind it. */
export function lastNumber(batch: RecordBatch): number {
  if (batch.kind === 'lines') return batch.lines.number + batch.lines.count - 1;
  return batch.lines?.lastLine ?? batch.records.at(-1)?.number ?? 0;
}
