import { CannotRun, describeSystemFault } from '../terminal/cannot-run';
import { errorCodeOf } from '../terminal/error-code';
import { STDIN } from './find-source-files';
import { openRecords } from './read-records';
import { lastNumber, toRecords, type RecordBatch } from './record-batch';
import { SourceFault } from './source-fault';
import { DEFAULT_READING, RECORD_NAMES, type ReadingOptions } from './source-format';
import type { RecordContent, SourceRecord } from './source-record';
import { CountedOnce } from './warehouse/counted-once';

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

/** Reads the files one after the other, in batches. Throws `CannotRun` where one cannot be read to its end. */
export async function* readCalls(
  files: readonly string[],
  reading: ReadingOptions = DEFAULT_READING,
): AsyncGenerator<readonly SourceCall[]> {
  let position = 0;
  for await (const { file, batch } of readBatches(files, reading)) {
    yield toRecords(batch).map((record) => toCall(file, record, (position += 1)));
  }
}

/** As `readCalls`, with lines as they stand. */
export async function* readBatches(
  files: readonly string[],
  reading: ReadingOptions,
): AsyncGenerator<{ readonly file: string; readonly batch: RecordBatch }> {
  const countedOnce = new CountedOnce();
  for (const file of files) {
    let place = 'its beginning';
    try {
      const { format, batches } = await openRecords(file, reading, countedOnce);
      place = `${RECORD_NAMES[format]} 0`;
      for await (const batch of batches) {
        yield { file, batch };
        place = `${RECORD_NAMES[format]} ${lastNumber(batch)}`;
      }
    } catch (error) {
      throw new CannotRun(describeReadFault(error, file, place), { cause: error });
    }
  }
}

function toCall(file: string, { number, index, content }: SourceRecord, position: number): SourceCall {
  const call = { position, file, line: number, content };
  return index === undefined ? call : { ...call, index };
}

/** `place` is how far the file was read, such as `line 12`. */
function describeReadFault(error: unknown, file: string, place: string): string {
  const name = file === STDIN ? 'standard input' : file;
  if (error instanceof SourceFault) {
    return `${name === file ? file : 'Standard input'} ${error.message}.`;
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
