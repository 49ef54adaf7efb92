import type { RawLines } from '../raw-lines';
import type { ReadLines } from '../record-batch';
import type { SourceRecord } from '../source-record';
import { isEnvelope } from './envelope';
import { ValueReader } from './value-reader';

/** Records of lines that were read together. */
export interface ValueBatch extends ReadLines {
  readonly records: readonly SourceRecord[];
}

/**
 * The values of NDJSON in batches, with the calls of envelopes in their place. Each batch of lines ends with one that says how
 * far they were read. `isRow` tells what is no envelope, though it looks like one.
 */
export async function* readValues(
  batches: AsyncIterable<RawLines>,
  isRow: (value: unknown) => boolean = () => false,
): AsyncGenerator<ValueBatch> {
  let reader: ValueReader | undefined;
  let lastLine = 0;
  for await (const lines of batches) {
    reader ??= new ValueReader(lines.number, (value) => isEnvelope(value) && !isRow(value));
    for (const records of reader.read(lines)) yield { records, bytes: 0, lastLine, isBetween: false };
    lastLine = lines.number + lines.count - 1;
    const isBetween = reader.isBetween && !lines.isCut;
    yield { records: [], bytes: lines.bytes.length, lastLine, isBetween };
  }
  for (const records of reader?.end() ?? []) yield { records, bytes: 0, lastLine, isBetween: false };
}

/** The records of lines by themselves; `undefined`: they cannot be read without those before or behind them. */
export function readValuesAlone(lines: RawLines, areLast: boolean): readonly SourceRecord[] | undefined {
  const reader = new ValueReader(lines.number, isEnvelope);
  const records = [...reader.read(lines)].flat();
  if (areLast) return [...records, ...[...reader.end()].flat()];
  return reader.isBetween && !lines.isCut ? records : undefined;
}
