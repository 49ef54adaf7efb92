import { CsvError, parse } from 'csv-parse';
import { pipeline, Readable } from 'node:stream';
import { SourceFault } from '../source-fault';
import type { CsvTypes } from '../source-format';
import type { SourceRecord } from '../source-record';
import type { CountedOnce } from './counted-once';
import { readCsvCell, readCsvText } from './csv-cell';
import { findDelimiter } from './find-delimiter';
import { rowToCall } from './row-to-call';
import { readTableColumns, type TableColumns } from './table-columns';

const ROWS_AT_ONCE = 500;

interface CsvOptions {
  readonly file: string;
  readonly csvTypes: CsvTypes;
  readonly countedOnce: CountedOnce;
}

/** Reads the rows of a per-event table, in batches. */
export async function* readCsv(
  chunks: AsyncIterable<Buffer>,
  options: CsvOptions,
): AsyncGenerator<readonly SourceRecord[]> {
  let table: Table | undefined;
  let rowNumber = 0;
  let records: SourceRecord[] = [];
  for await (const row of parseRows(chunks)) {
    rowNumber += 1;
    if (table === undefined) {
      table = beginTable(row, options);
      continue;
    }
    records.push({ number: rowNumber, content: table.read(row) });
    if (records.length < ROWS_AT_ONCE) continue;
    yield records;
    records = [];
  }
  if (records.length > 0) yield records;
  table?.end();
}

interface Table {
  readonly read: (row: readonly string[]) => SourceRecord['content'];
  readonly end: () => void;
}

function beginTable(names: readonly string[], { file, csvTypes, countedOnce }: CsvOptions): Table {
  const columns = readTableColumns(names);
  const counted = countedOnce.begin(file, columns.properties.length > 0);
  const isText = findTextColumns(columns, names.length);
  return {
    read: (row) => {
      if (row.length !== names.length) {
        const fault = `The row has ${row.length} cells, and its header ${names.length}.`;
        return { readable: false, text: row.join(','), fault };
      }
      const call = rowToCall(columns, (index) => {
        const cell = row[index] ?? '';
        return isText[index] === true ? readCsvText(cell) : readCsvCell(cell, csvTypes);
      });
      counted.see(call.event);
      return { readable: true, call };
    },
    end: counted.end,
  };
}

/** What is reserved is text, an id of digits too. */
function findTextColumns({ known }: TableColumns, count: number): readonly boolean[] {
  const isText = new Array<boolean>(count).fill(false);
  for (const index of known.values()) isText[index] = true;
  return isText;
}

async function* parseRows(chunks: AsyncIterable<Buffer>): AsyncGenerator<string[]> {
  const texts = decode(chunks);
  // The header's first line tells what parts the cells; a name of a column holds no line break.
  let start = '';
  for (let hasLineFeed = false; !hasLineFeed;) {
    const next = await texts.next();
    if (next.done === true) break;
    start += next.value;
    hasLineFeed = next.value.includes('\n');
  }
  const parser = parse({
    delimiter: findDelimiter(start.slice(0, start.indexOf('\n') + 1 || undefined)) ?? ',',
    relax_column_count: true,
    skip_empty_lines: true,
  });
  pipeline(Readable.from(prepend(start, texts)), parser, () => undefined);
  try {
    for await (const row of parser as AsyncIterable<string[]>) yield row;
  } catch (error) {
    throw error instanceof CsvError ? toFault(error) : error;
  }
}

async function* prepend(start: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  if (start !== '') yield start;
  yield* rest;
}

function toFault(error: CsvError): SourceFault {
  const line = 'lines' in error && typeof error.lines === 'number' ? `, at line ${error.lines}` : '';
  return new SourceFault(
    error.code === 'CSV_QUOTE_NOT_CLOSED'
      ? 'ends inside a cell in quotes: it was cut off'
      : `has quotes where CSV allows none${line}`,
  );
}

/** Bytes of another encoding would become other ids. */
async function* decode(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const chunk of chunks) yield decodeChunk(decoder, chunk);
  yield decodeChunk(decoder, undefined);
}

function decodeChunk(decoder: TextDecoder, chunk: Buffer | undefined): string {
  try {
    return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
  } catch (error) {
    throw new SourceFault('is not UTF-8 throughout; convert it, with iconv for example', { cause: error });
  }
}
