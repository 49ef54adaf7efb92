import { detectFormat } from './detect-format';
import { STDIN } from './find-source-files';
import { readElements } from './json/read-elements';
import { parseRecord } from './json/parse-record';
import { peek } from './peek';
import { readBytes } from './read-bytes';
import { readLines } from './read-lines';
import { SourceFault } from './source-fault';
import type { ReadingOptions, SourceFormat } from './source-format';
import type { SourceRecord } from './source-record';
import type { CountedOnce } from './warehouse/counted-once';
import { readCsv } from './warehouse/read-csv';
import { readParquet } from './warehouse/read-parquet';

/** A source's format, and its records in batches. */
export interface SourceRecords {
  readonly format: SourceFormat;
  readonly records: AsyncIterable<readonly SourceRecord[]>;
}

/** Opens a file or standard input. Reading it throws `SourceFault`, or what the system or zlib have to say. */
export async function openRecords(
  file: string,
  { format: asked, csvTypes }: ReadingOptions,
  countedOnce: CountedOnce,
): Promise<SourceRecords> {
  const { head, isWhole, chunks } = await peek(
    readBytes(file),
    (bytes) => asked !== undefined || detectFormat(bytes, false) !== undefined,
  );
  const format = asked ?? detectFormat(head, isWhole) ?? 'ndjson';
  switch (format) {
    case 'ndjson':
      return { format, records: readNdjson(chunks) };
    case 'json':
      return { format, records: readElements(chunks, 'list') };
    case 'batch':
      return { format, records: readElements(chunks, 'batch') };
    case 'csv':
      return { format, records: readCsv(chunks, { file, csvTypes, countedOnce }) };
    case 'parquet': {
      await chunks.return(undefined);
      if (file === STDIN) throw new SourceFault('is Parquet, which is read from its end; give it as a file');
      return { format, records: readParquet(file, countedOnce) };
    }
    default:
      return format satisfies never;
  }
}

async function* readNdjson(chunks: AsyncIterable<Buffer>): AsyncGenerator<readonly SourceRecord[]> {
  for await (const lines of readLines(chunks)) {
    yield lines.map(({ number, text, isUtf8 }) => ({ number, content: parseRecord(text, isUtf8, 'line') }));
  }
}
