import { detectFormat } from './detect-format';
import { STDIN } from './find-source-files';
import { readElements } from './json/read-elements';
import { peek } from './peek';
import { readRawLines, type RawLines } from './raw-lines';
import { readBytes } from './read-bytes';
import type { RecordBatch } from './record-batch';
import { SourceFault } from './source-fault';
import type { ReadingOptions, SourceFormat } from './source-format';
import type { SourceRecord } from './source-record';
import type { CountedOnce } from './warehouse/counted-once';
import { readCsv } from './warehouse/read-csv';
import { readParquet } from './warehouse/read-parquet';

/** A source's format, and its records in batches. */
export interface SourceRecords {
  readonly format: SourceFormat;
  readonly batches: AsyncIterable<RecordBatch>;
}

/** Opens a file or standard input. Reading it throws `SourceFault`, or what the system or zlib have to say. */
export async function openRecords(
  file: string,
  { format: asked, csvTypes, csvEscape }: ReadingOptions,
  countedOnce: CountedOnce,
): Promise<SourceRecords> {
  const { head, isWhole, chunks } = await peek(
    readBytes(file),
    (bytes) => asked !== undefined || detectFormat(bytes, false) !== undefined,
  );
  const format = asked ?? detectFormat(head, isWhole) ?? 'ndjson';
  switch (format) {
    case 'ndjson':
      return { format, batches: inLines(readRawLines(chunks)) };
    case 'json':
      return { format, batches: inRecords(readElements(chunks, 'list')) };
    case 'batch':
      return { format, batches: inRecords(readElements(chunks, 'batch')) };
    case 'csv':
      return { format, batches: inRecords(readCsv(chunks, { file, csvTypes, csvEscape, countedOnce })) };
    case 'parquet': {
      await chunks.return(undefined);
      if (file === STDIN) throw new SourceFault('is Parquet, which is read from its end; give it as a file');
      return { format, batches: inRecords(readParquet(file, countedOnce)) };
    }
    default:
      return format satisfies never;
  }
}

async function* inLines(batches: AsyncIterable<RawLines>): AsyncGenerator<RecordBatch> {
  for await (const lines of batches) yield { kind: 'lines', lines };
}

async function* inRecords(batches: AsyncIterable<readonly SourceRecord[]>): AsyncGenerator<RecordBatch> {
  for await (const records of batches) yield { kind: 'records', records };
}
