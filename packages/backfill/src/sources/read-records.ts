import { asObject } from '@intercom-destination/core';
import type { BytesWatch } from './again/bytes-watch';
import { checkerOf, type FileHistory, type FileRecorder, type Mark } from './again/file-history';
import { readFromMark } from './again/read-from-mark';
import { detectFormat } from './detect-format';
import type { FileForm, SeenBytes } from './file-form';
import { STDIN } from './find-source-files';
import { isPlainNdjson } from './json/is-plain-ndjson';
import { readElements } from './json/read-elements';
import { readValues } from './json/read-values';
import { peek } from './peek';
import { readRawLines, type RawLines } from './raw-lines';
import { readBytes } from './read-bytes';
import type { RecordBatch } from './record-batch';
import { SourceFault } from './source-fault';
import type { ReadingOptions, SourceFormat } from './source-format';
import type { SourceRecord } from './source-record';
import type { ColumnMapping } from './warehouse/column-mapping';
import { findFirstObject } from './warehouse/first-object';
import { isTableRow } from './warehouse/is-table-row';
import { readCsv } from './warehouse/read-csv';
import { readJsonRows } from './warehouse/read-json-rows';
import type { ParquetOptions } from './warehouse/read-parquet';
import type { TableContext } from './warehouse/table-context';

/** A source's format, and its records in batches. */
export interface SourceRecords {
  readonly format: SourceFormat;
  readonly batches: AsyncIterable<RecordBatch>;
}

/** Longer lines of NDJSON are not held whole, unless they are one value. */
const CUT_AT = 4 * 2 ** 20;

/**
 * Opens a file or standard input. Reading it throws `SourceFault`, or what the system or zlib have to say. `recorder` is told
 * what later readings have to know. `inLines`: NDJSON may come in lines that are not parsed yet.
 */
export async function openRecords(
  file: string,
  reading: ReadingOptions,
  tables: TableContext,
  {
    recorder,
    inLines = false,
  }: { readonly recorder?: FileRecorder | undefined; readonly inLines?: boolean } = {},
): Promise<SourceRecords & FileForm> {
  const { format: asked } = reading;
  const seen: SeenBytes = { packedIn: undefined, bytes: 0 };
  const { head, isWhole, chunks } = await peek(
    readBytes(file, recorder?.watch, seen),
    (bytes) => asked !== undefined || detectFormat(bytes, false, reading.columns) !== undefined,
  );
  const format = asked ?? detectFormat(head, isWhole, reading.columns) ?? 'ndjson';
  recorder?.setForm(format, () => seen.packedIn === 'none');
  const mayBeTable = reading.columns !== undefined || holdsRows(head, isWhole);
  if (inLines && format === 'ndjson' && isPlainNdjson(head) && !mayBeTable) {
    return { format, seen, batches: inRawLines(readRawLines(chunks, 1, CUT_AT)) };
  }
  return { ...recordsOf(file, { format, chunks, reading, tables, watch: recorder?.watch }), seen };
}

/** The records of a file that was read before, from the mark on, or from its beginning. Calls before `from` may be left out. */
export function reopenRecords(
  history: FileHistory,
  mark: Mark | undefined,
  from: number,
  options: { readonly reading: ReadingOptions; readonly tables: TableContext },
): SourceRecords {
  const { file, format } = history;
  if (mark !== undefined) {
    const { reading, tables } = options;
    const values = inValues(readRawLines(readFromMark(history, mark), mark.line, CUT_AT), reading.columns);
    return { format, batches: readJsonRows(values, { file, columns: reading.columns, ...tables }) };
  }
  const watch = checkerOf(history);
  const firstRow = from - history.first + 1;
  return recordsOf(file, { ...options, format, chunks: readBytes(file, watch), watch, firstRow });
}

interface OpenSource {
  readonly format: SourceFormat;
  readonly chunks: AsyncGenerator<Buffer>;
  readonly reading: ReadingOptions;
  readonly tables: TableContext;
  readonly watch: BytesWatch | undefined;
  /** Rows of Parquet before it need not be read. */
  readonly firstRow?: number;
}

function recordsOf(file: string, source: OpenSource): SourceRecords {
  const { format, chunks, reading, tables, watch, firstRow } = source;
  const { csvTypes, csvEscape, columns } = reading;
  const table = { file, columns, ...tables };
  switch (format) {
    case 'ndjson':
      return { format, batches: readJsonRows(inValues(readRawLines(chunks, 1, CUT_AT), columns), table) };
    case 'json':
      return {
        format,
        batches: readJsonRows(inRecords(readElements(chunks, 'list', isRowOf(columns))), table),
      };
    case 'batch':
      return { format, batches: inRecords(readElements(chunks, 'batch')) };
    case 'csv':
      return { format, batches: inRecords(readCsv(chunks, { ...table, csvTypes, csvEscape })) };
    case 'parquet':
      if (file === STDIN) throw new SourceFault('is Parquet, which is read from its end; give it as a file');
      return {
        format,
        batches: inRecords(readParquetInstead(chunks, file, { ...table, watch, firstRow })),
      };
    default:
      return format satisfies never;
  }
}

/** Whether the first object is a row of a warehouse's table: all of those are read in one thread, beside each other. */
function holdsRows(head: Buffer, isWhole: boolean): boolean {
  const first = findFirstObject(head, isWhole);
  return first !== undefined && isTableRow(first, undefined);
}

/** Holds one batch back, to know which is the last. */
async function* inRawLines(batches: AsyncIterable<RawLines>): AsyncGenerator<RecordBatch> {
  let held: RawLines | undefined;
  try {
    for await (const lines of batches) {
      if (held !== undefined) yield { kind: 'lines', lines: held, areLast: false };
      held = lines;
    }
  } catch (error) {
    // What was read before a fault is given out before it is told.
    if (held !== undefined) yield { kind: 'lines', lines: held, areLast: false };
    throw error;
  }
  if (held !== undefined) yield { kind: 'lines', lines: held, areLast: true };
}

async function* inValues(
  batches: AsyncIterable<RawLines>,
  columns: ColumnMapping | undefined,
): AsyncGenerator<RecordBatch> {
  for await (const { records, ...lines } of readValues(batches, isRowOf(columns))) {
    yield { kind: 'records', records, lines };
  }
}

function isRowOf(columns: ColumnMapping | undefined): (value: unknown) => boolean {
  return (value) => {
    const object = asObject(value);
    return object !== undefined && isTableRow(object, columns);
  };
}

async function* inRecords(batches: AsyncIterable<readonly SourceRecord[]>): AsyncGenerator<RecordBatch> {
  for await (const records of batches) yield { kind: 'records', records };
}

/** Of a file that is read from its end, what was read from its beginning is left. */
async function* readParquetInstead(
  chunks: AsyncGenerator<Buffer>,
  file: string,
  options: ParquetOptions,
): AsyncGenerator<readonly SourceRecord[]> {
  await chunks.return(undefined);
  // Loaded where it is needed: a start without it is quicker.
  const { readParquet } = await import('./warehouse/read-parquet');
  yield* readParquet(file, options);
}
