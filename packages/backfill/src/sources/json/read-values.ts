import type { RawLines } from '../raw-lines';
import type { ReadLines } from '../record-batch';
import type { SourceRecord } from '../source-record';
import { ValueReader } from './value-reader';

/** Records of lines that were read together. */
export interface ValueBatch extends ReadLines {
  readonly records: readonly SourceRecord[];
}

/** The values of NDJSON in batches, one for each of lines. */
export async function* readValues(batches: AsyncIterable<RawLines>): AsyncGenerator<ValueBatch> {
  let reader: ValueReader | undefined;
  let lastLine = 0;
  for await (const lines of batches) {
    reader ??= new ValueReader(lines.number);
    const records = reader.read(lines);
    lastLine = lines.number + lines.count - 1;
    const isBetween = reader.isBetween && !lines.isCut;
    yield { records, bytes: lines.bytes.length, lastLine, isBetween };
  }
  const records = reader?.end() ?? [];
  if (records.length > 0) yield { records, bytes: 0, lastLine, isBetween: true };
}

/** The records of lines by themselves; `undefined`: they cannot be read without those before or behind them. */
export function readValuesAlone(lines: RawLines, areLast: boolean): readonly SourceRecord[] | undefined {
  const reader = new ValueReader(lines.number);
  const records = reader.read(lines);
  if (areLast) return [...records, ...reader.end()];
  return reader.isBetween && !lines.isCut ? records : undefined;
}
