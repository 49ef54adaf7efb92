import { ownProperty } from '../own-property';
import { SourceFault } from '../source-fault';
import type { CsvEscape, CsvTypes } from '../source-format';
import type { SourceRecord } from '../source-record';
import { KIND_FAULTS, readAsKind } from './cell-kind';
import type { ColumnMapping } from './column-mapping';
import { isTableOfEvents } from './counted-once';
import { readCsvCell } from './csv-cell';
import { readCsvRow, type CsvDialect } from './csv-row';
import { readCsvRows, type ReadRow } from './csv-rows';
import { CsvText } from './csv-text';
import { findDelimiter, readSeparatorLine } from './find-delimiter';
import { rowToCall } from './row-to-call';
import type { TableContext } from './table-context';
import { planTable } from './table-plan';

const ROWS_AT_ONCE = 500;

interface CsvOptions extends TableContext {
  readonly file: string;
  readonly columns: ColumnMapping | undefined;
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
  for await (const rows of openRows(chunks, options)) {
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
  const { file, columns, csvTypes, countedOnce, onUnreadColumn } = options;
  const plan = planTable(names, columns);
  names.forEach((name, index) => {
    if (name.trim() !== '') return;
    onUnreadColumn({ file, column: `number ${index + 1}`, reason: 'it has no name' });
  });
  for (const column of plan.unread) {
    onUnreadColumn({ file, column, reason: `the preset ${columns?.preset ?? ''} has no use for it` });
  }
  const counted = isTableOfEvents(columns) ? countedOnce.begin(file, plan.hasProperties) : undefined;
  return {
    read: ({ cells, raw }) => {
      if (cells.length !== names.length) {
        const fault = `The row has ${cells.length} cells, and its header ${names.length}.`;
        return { readable: false, text: raw(), fault };
      }
      const content = rowToCall(plan, (index, kind, report) => {
        const text = cells[index] ?? '';
        if (text === '') return undefined;
        if (kind === 'auto') return readCsvCell(text, csvTypes);
        const cell = readAsKind(text, kind);
        if (cell === undefined) report(names[index] ?? '', KIND_FAULTS[kind]);
        return cell;
      });
      if (content.readable) counted?.see(ownProperty(content.call, 'event'));
      return content;
    },
    end: () => counted?.end(),
  };
}

async function* openRows(
  chunks: AsyncIterable<Buffer>,
  { csvEscape: escape, columns }: CsvOptions,
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
  const { rest, ...dialect } = readBeginning(start, columns);
  const isOldMac = !start.includes('\n') && start.includes('\r');
  const source = prepend(rest, texts);
  yield* readCsvRows(new CsvText(isOldMac ? withLineFeeds(source) : source), { ...dialect, escape });
}

/** The names of the columns, from the beginning of a file. */
export function readCsvHeader(start: string): readonly string[] {
  const { rest, ...dialect } = readBeginning(start, undefined);
  const row = readCsvRow(rest, 0, { ...dialect, escape: 'double' }, true);
  return row.kind === 'row' ? row.cells : [];
}

/** What the beginning of a file, up to some character behind its first line, says of the rest. */
function readBeginning(
  start: string,
  columns: ColumnMapping | undefined,
): Omit<CsvDialect, 'escape'> & { readonly rest: string } {
  const named = readSeparatorLine(start);
  const rest = start.slice(named?.length ?? 0);
  const firstLine = /^[^\r\n]*\r?\n?/.exec(start)?.[0] ?? '';
  return {
    delimiter: named?.delimiter ?? findDelimiter(firstLine, columns) ?? ',',
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
