import { CannotRun, describeSystemFault } from '../terminal/cannot-run';
import { errorCodeOf } from '../terminal/error-code';
import { ONCE, type ReadingWay } from './again/dump-history';
import { FileRecorder, markBefore, type FileHistory } from './again/file-history';
import { InputChanged } from './again/input-changed';
import { ZstdFault } from './containers/zstd-fault';
import { STDIN } from './find-source-files';
import { openRecords, reopenRecords, type SourceRecords } from './read-records';
import type { ReadingFindings } from './reading-findings';
import { lastNumber, recordsOf, type RecordBatch } from './record-batch';
import { SourceFault } from './source-fault';
import { DEFAULT_READING, RECORD_NAMES, type ReadingOptions } from './source-format';
import type { RecordContent, SourceRecord } from './source-record';
import { UnreadableFile } from './unreadable-file';
import { CountedOnce, CountedTwice } from './warehouse/counted-once';
import type { TableContext } from './warehouse/table-context';

/** One call as read, or a record that is none. */
export interface SourceCall {
  /** From 1, over all files in their order: the call's name in the journal. */
  readonly position: number;
  readonly file: string;
  /** The record's number in its file: see `SourceRecord`. */
  readonly line: number;
  readonly index?: number;
  readonly content: RecordContent;
}

/**
 * Reads the files one after the other, in batches; a later reading of the same run begins near the position that its way
 * names. Throws `CannotRun` where a file cannot be read to its end, and `InputChanged` where it is not what it was.
 */
export async function* readCalls(
  files: readonly string[],
  reading: ReadingOptions = DEFAULT_READING,
  way: ReadingWay = ONCE,
  findings?: ReadingFindings,
): AsyncGenerator<readonly SourceCall[]> {
  const tables = openTables(findings);
  let position = 1;
  for (const file of files) {
    if (way.kind === 'again') {
      const history = way.historyOf(file);
      yield* readCallsAgain(history, way.from, { reading, tables });
      continue;
    }
    const recorder = way.kind === 'first' ? new FileRecorder(file, way.bytesOf(file), position) : undefined;
    const batches = readFile(file, () => open(file, { reading, tables, recorder, findings }));
    for await (const batch of passing(batches, findings)) {
      const records = recordsOf(batch);
      if (records.length > 0) yield toCalls(file, records, position);
      position += records.length;
      if (batch.kind === 'records' && batch.lines !== undefined) recorder?.passed(batch.lines, position);
    }
    if (way.kind === 'first' && recorder !== undefined) way.keep(recorder.finish(position));
  }
}

async function* readCallsAgain(
  history: FileHistory,
  from: number,
  options: { readonly reading: ReadingOptions; readonly tables: TableContext },
): AsyncGenerator<readonly SourceCall[]> {
  const { file, first, calls, format } = history;
  if (from >= first + calls) return;
  const mark = markBefore(history, from);
  let position = mark?.position ?? first;
  for await (const batch of readFile(file, () => reopenRecords(history, mark, from, options))) {
    const records = recordsOf(batch);
    // Row groups of Parquet that come before were not read.
    if (format === 'parquet') position = first + (records[0]?.number ?? 1) - 1;
    yield toCalls(file, records, position);
    position += records.length;
  }
}

/** The batches of all files; NDJSON may come in lines as they stand. Throws as `readCalls` does. */
export async function* readBatches(
  files: readonly string[],
  reading: ReadingOptions,
  findings: ReadingFindings,
): AsyncGenerator<{ readonly file: string; readonly batch: RecordBatch }> {
  const tables = openTables(findings);
  for (const file of files) {
    const batches = readFile(file, () => open(file, { reading, tables, inLines: true, findings }));
    for await (const batch of passing(batches, findings)) yield { file, batch };
  }
}

async function open(
  file: string,
  options: {
    readonly reading: ReadingOptions;
    readonly tables: TableContext;
    readonly recorder?: FileRecorder | undefined;
    readonly inLines?: boolean;
    readonly findings: ReadingFindings | undefined;
  },
): Promise<SourceRecords> {
  const { reading, tables, findings } = options;
  const { seen, ...records } = await openRecords(file, reading, tables, options);
  findings?.forms.set(file, { format: records.format, seen });
  return records;
}

function openTables(findings: ReadingFindings | undefined): TableContext {
  return {
    countedOnce: new CountedOnce(),
    onUnreadColumn: (unread) => findings?.unreadColumns.push(unread),
  };
}

/** A file that cannot be read to its end is a finding, and ends there; where there are no findings its fault is thrown. */
async function* passing(
  batches: AsyncGenerator<RecordBatch>,
  findings: ReadingFindings | undefined,
): AsyncGenerator<RecordBatch> {
  try {
    yield* batches;
  } catch (error) {
    if (findings === undefined || !(error instanceof UnreadableFile)) throw error;
    findings.unreadable.push(error);
  }
}

/** The batches of one file; a fault names it, and how far it was read. */
async function* readFile(
  file: string,
  open: () => SourceRecords | Promise<SourceRecords>,
): AsyncGenerator<RecordBatch> {
  let place = 'its beginning';
  try {
    const { format, batches } = await open();
    place = `${RECORD_NAMES[format]} 0`;
    for await (const batch of batches) {
      yield batch;
      place = `${RECORD_NAMES[format]} ${lastNumber(batch)}`;
    }
  } catch (error) {
    if (error instanceof InputChanged) throw error;
    const message = describeReadFault(error, file, place);
    if (error instanceof CountedTwice) throw new CannotRun(message, { cause: error });
    throw new UnreadableFile(file, message, error);
  }
}

function toCalls(file: string, records: readonly SourceRecord[], first: number): SourceCall[] {
  return records.map(({ number, index, content }, at) => {
    const call = { position: first + at, file, line: number, content };
    return index === undefined ? call : { ...call, index };
  });
}

/** `place` is how far the file was read, such as `line 12`. */
function describeReadFault(error: unknown, file: string, place: string): string {
  const name = file === STDIN ? 'standard input' : file;
  if (error instanceof SourceFault) {
    return `${name === file ? file : 'Standard input'} ${error.message}.`;
  }
  if (error instanceof ZstdFault) {
    const what = error.endsEarly
      ? `ends too early, after ${place}`
      : `is corrupt after ${place} (${error.message})`;
    return `The zstd data of ${name} ${what}.`;
  }
  const code = errorCodeOf(error);
  if (code === 'Z_BUF_ERROR') return `The gzip data of ${name} ends too early, after ${place}.`;
  if (code?.startsWith('Z_') === true) {
    return `The gzip data of ${name} is corrupt after ${place} (${error instanceof Error ? error.message : code}).`;
  }
  const fault = describeSystemFault(error);
  if (fault !== undefined) return `Cannot read ${name}: ${fault}.`;
  return `Cannot read ${name} after ${place}: ${error instanceof Error ? error.message : 'unknown fault'}.`;
}
