import {
  parquetMetadataAsync,
  parquetRead,
  parquetSchema,
  type AsyncBuffer,
  type FileMetaData,
} from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { open, type FileHandle } from 'node:fs/promises';
import { errorCodeOf } from '../../terminal/error-code';
import type { BytesWatch } from '../again/bytes-watch';
import { InputChanged } from '../again/input-changed';
import { readRange } from '../again/read-pieces';
import { SourceFault } from '../source-fault';
import type { SourceRecord } from '../source-record';
import type { ColumnMapping } from './column-mapping';
import { isTableOfEvents } from './counted-once';
import { readParquetCell } from './parquet-cell';
import { PARQUET_PARSERS } from './parquet-parsers';
import { readParquetSchema, type ParquetColumn } from './parquet-schema';
import { columnsOfTheCall } from './preset-fields';
import { rowToCall, type CellAt } from './row-to-call';
import type { TableContext } from './table-context';
import { planTable, type TablePlan } from './table-plan';

const ROWS_AT_ONCE = 500;

export interface ParquetOptions extends TableContext {
  readonly columns: ColumnMapping | undefined;
  /** Is shown each range of bytes that is read. */
  readonly watch: BytesWatch | undefined;
  /** From 1: row groups that end before it are not read, and their rows are not given. */
  readonly firstRow?: number | undefined;
}

/** Reads the rows of a per-event table, in batches. Holds the columns of one row group in memory, not of the file. */
export async function* readParquet(
  file: string,
  { columns: mapping, countedOnce, onUnreadColumn, watch, firstRow = 1 }: ParquetOptions,
): AsyncGenerator<readonly SourceRecord[]> {
  const handle = await open(file);
  try {
    const buffer = await toAsyncBuffer(handle, watch);
    const own = await naming(() => parquetMetadataAsync(buffer));
    const isOfCall = columnsOfTheCall(mapping);
    const { columns: all, metadata } = readParquetSchema(own, isOfCall);
    const read = all.filter(({ unread }) => unread === undefined);
    for (const { name, unread } of all) {
      if (unread === undefined) continue;
      if (isOfCall(name)) throw new SourceFault(`has a column ${name} that cannot be read: ${unread}`);
      onUnreadColumn({ file, column: name, reason: unread });
    }
    const plan = planTable(
      read.map(({ name }) => name),
      mapping,
    );
    for (const column of plan.unread) {
      onUnreadColumn({ file, column, reason: `the preset ${mapping?.preset ?? ''} has no use for it` });
    }
    const counted = isTableOfEvents(mapping) ? countedOnce.begin(file, plan.hasProperties) : undefined;
    let rowsBefore = 0;
    for (const { num_rows } of metadata.row_groups) {
      const rowCount = Number(num_rows);
      if (rowsBefore + rowCount < firstRow) {
        rowsBefore += rowCount;
        continue;
      }
      const group = await naming(() => readGroup(buffer, metadata, rowsBefore, rowCount, read));
      for (let start = 0; start < rowCount; start += ROWS_AT_ONCE) {
        const records: SourceRecord[] = [];
        for (let row = start; row < Math.min(rowCount, start + ROWS_AT_ONCE); row += 1) {
          const content = readRow(plan, group, row);
          if (content.readable) counted?.see((content.call as { event?: unknown }).event);
          records.push({ number: rowsBefore + row + 1, content });
        }
        yield records;
      }
      rowsBefore += rowCount;
    }
    counted?.end();
  } finally {
    await handle.close();
  }
}

/** The names of the columns. */
export async function readParquetNames(file: string): Promise<readonly string[]> {
  const handle = await open(file);
  try {
    const metadata = await parquetMetadataAsync(await toAsyncBuffer(handle, undefined));
    return parquetSchema(metadata).children.map(({ element }) => element.name);
  } finally {
    await handle.close();
  }
}

/** The values of each column in one row group. */
type Group = readonly ((row: number, ...how: HowRead) => unknown)[];

type HowRead = Parameters<CellAt> extends [number, ...infer How] ? How : never;

function readRow(plan: TablePlan, group: Group, row: number): SourceRecord['content'] {
  return rowToCall(plan, (index, ...how) => group[index]?.(row, ...how));
}

async function readGroup(
  file: AsyncBuffer,
  metadata: FileMetaData,
  rowStart: number,
  rowCount: number,
  columns: readonly ParquetColumn[],
): Promise<Group> {
  const pieces = new Map<string, { readonly from: number; readonly values: ArrayLike<unknown> }[]>();
  await parquetRead({
    file,
    metadata,
    rowStart,
    rowEnd: rowStart + rowCount,
    columns: columns.map(({ name }) => name),
    compressors,
    parsers: PARQUET_PARSERS,
    utf8: false,
    onChunk: ({ columnName, columnData, rowStart: from }) => {
      const column = pieces.get(columnName) ?? [];
      column.push({ from: from - rowStart, values: columnData as ArrayLike<unknown> });
      pieces.set(columnName, column);
    },
  });
  return columns.map(({ name, tree }) => {
    const column = (pieces.get(name) ?? []).toSorted((a, b) => a.from - b.from);
    let at = 0;
    // Rows are asked for in their order.
    return (row, kind, report) => {
      while (at + 1 < column.length && (column[at + 1]?.from ?? Infinity) <= row) at += 1;
      const piece = column[at];
      return readParquetCell(piece?.values[row - piece.from], tree, kind, report);
    };
  });
}

async function toAsyncBuffer(handle: FileHandle, watch: BytesWatch | undefined): Promise<AsyncBuffer> {
  const stat = await handle.stat();
  if (!stat.isFile()) throw new SourceFault('is Parquet, which is read from its end; give it as a file');
  const size = Math.min(stat.size, watch?.bytes ?? stat.size);
  const start = Buffer.alloc(2);
  await handle.read(start, 0, 2, 0);
  if (start[0] === 0x1f && start[1] === 0x8b)
    throw new SourceFault('is Parquet inside gzip; unpack it first');
  return {
    byteLength: size,
    slice: async (start, end = size) => {
      const bytes = await readRange(handle, start, end - start);
      watch?.see(start, bytes);
      if (bytes.length < end - start) throw new SourceFault('ends too early: it was cut off');
      return bytes.buffer as ArrayBuffer;
    },
  };
}

/** The library's own errors say what is wrong with the bytes, which is for its authors. */
async function naming<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof SourceFault || error instanceof InputChanged) throw error;
    if (errorCodeOf(error) !== undefined) throw error;
    const message = error instanceof Error ? error.message : '';
    if (/unsupported|not supported/i.test(message)) {
      throw new SourceFault('uses a part of Parquet that cannot be read here', { cause: error });
    }
    throw new SourceFault('is no whole Parquet file: it was cut off or is damaged', { cause: error });
  }
}
