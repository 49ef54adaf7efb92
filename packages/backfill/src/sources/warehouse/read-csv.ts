import { ownProperty } from '../own-property';
import { SourceFault } from '../source-fault';
import type { CsvEscape, CsvTypes } from '../source-format';
import type { SourceRecord } from '../source-record';
import { readCsvCell, readCsvText } from './csv-cell';
import type { CsvDialect } from './csv-row';
import { readCsvRows, type ReadRow } from './csv-rows';
import { CsvText } from './csv-text';
import { findDelimiter, readSeparatorLine } from './find-delimiter';
import { rowToCall } from './row-to-call';
import { readTableColumns, type TableColumns } from './table-columns';
import type { TableContext } from './table-context';

const ROWS_AT_ONCE = 500;

interface CsvOptions extends TableContext {
  readonly file: string;
  readonly csvTypes: CsvTypes;
  readonly csvEscape: CsvEscape;
}

/** Reads the rows of a per-event table, in batches. */
export async function* readCsv(
  chunks: AsyncIterable<Buffer>,
  options: CsvOptions,
): AsyncGenerator<readonly SourceRecord[]> {
  let table: Table | undefined;
  let rowNumber = 0;
  let records: SourceRecord[] = [];
  for await (const rows of openRows(chunks, options.csvEscape)) {
    for (const row of rows) {
      rowNumber += 1;
      if (table === undefined) table = beginTable(row.cells, options);
      else records.push({ number: rowNumber, content: table.read(row) });
      if (records.length < ROWS_AT_ONCE) continue;
      yield records;
      records = [];
    }
  }
  if (records.length > 0) yield records;
  table?.end();
}

interface Table {
  readonly read: (row: ReadRow) => SourceRecord['content'];
  readonly end: () => void;
}

function beginTable(names: readonly string[], options: CsvOptions): Table {
  const { file, csvTypes, countedOnce, onUnreadColumn } = options;
  const columns = readTableColumns(names);
  names.forEach((name, index) => {
    if (name.trim() !== '') return;
    onUnreadColumn({ file, column: `number ${index + 1}`, reason: 'it has no name' });
  });
  const counted = countedOnce.begin(file, columns.properties.length > 0);
  const isText = findTextColumns(columns, names.length);
  return {
    read: ({ cells, raw }) => {
      if (cells.length !== names.length) {
        const fault = `The row has ${cells.length} cells, and its header ${names.length}.`;
        return { readable: false, text: raw(), fault };
      }
      const content = rowToCall(columns, (index) => {
        const cell = cells[index] ?? '';
        return isText[index] === true ? readCsvText(cell) : readCsvCell(cell, csvTypes);
      });
      if (content.readable) counted.see(ownProperty(content.call, 'event'));
      return content;
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

async function* openRows(
  chunks: AsyncIterable<Buffer>,
  escape: CsvEscape,
): AsyncGenerator<readonly ReadRow[]> {
  const texts = decode(chunks);
  let start = '';
  // The header's first line tells what parts cells and rows; a name of a column holds no line break.
  for (let hasLine = false; !hasLine;) {
    const next = await texts.next();
    if (next.done === true) break;
    hasLine = /[\r\n]./s.test(start.slice(-1) + next.value);
    start += next.value;
  }
  const { rest, ...dialect } = readBeginning(start);
  const isOldMac = !start.includes('\n') && start.includes('\r');
  const source = prepend(rest, texts);
  yield* readCsvRows(new CsvText(isOldMac ? withLineFeeds(source) : source), { ...dialect, escape });
}

/** What the beginning of a file, up to some character behind its first line, says of the rest. */
function readBeginning(start: string): Omit<CsvDialect, 'escape'> & { readonly rest: string } {
  const named = readSeparatorLine(start);
  const rest = start.slice(named?.length ?? 0);
  const firstLine = /^[^\r\n]*\r?\n?/.exec(start)?.[0] ?? '';
  return {
    delimiter: named?.delimiter ?? findDelimiter(firstLine) ?? ',',
    lineEnd: firstLine.endsWith('\r\n') ? '\r\n' : '\n',
    rest,
  };
}

async function* withLineFeeds(texts: AsyncGenerator<string>): AsyncGenerator<string> {
  for await (const text of texts) yield text.replaceAll('\r', '\n');
}

async function* prepend(start: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  if (start !== '') yield start;
  yield* rest;
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
