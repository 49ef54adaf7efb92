import { asObject } from '@intercom-destination/core';
import { ownProperty } from '../own-property';
import { recordsOf, type RecordBatch } from '../record-batch';
import { SourceFault } from '../source-fault';
import type { RecordContent } from '../source-record';
import { KIND_FAULTS, readAsKind, type CellKind } from './cell-kind';
import type { ColumnMapping } from './column-mapping';
import { isTableOfEvents } from './counted-once';
import { isTableRow } from './is-table-row';
import { parseJsonCell } from './json-cell';
import { rowToCall, type ReportUnreadable } from './row-to-call';
import type { TableContext } from './table-context';
import { planTable, type TablePlan } from './table-plan';

export interface JsonRowOptions extends TableContext {
  readonly file: string;
  readonly columns: ColumnMapping | undefined;
}

/** The same records, with the rows of tables among them as the calls that they came from. Calls stay what they are. */
export async function* readJsonRows(
  batches: AsyncIterable<RecordBatch>,
  options: JsonRowOptions,
): AsyncGenerator<RecordBatch> {
  const rows = new JsonRows(options);
  for await (const batch of batches) {
    const records = recordsOf(batch).map((record) => ({ ...record, content: rows.read(record.content) }));
    yield batch.kind === 'records' ? { ...batch, records } : batch;
  }
  rows.end();
}

/** Rows of one table leave out other columns, such as those that are null: so many characters of their names are remembered. */
const NAMES_KEPT_CHARS = 2 ** 22;

/** Reads what may be rows of one file, one after the other. */
export class JsonRows {
  readonly #options: JsonRowOptions;
  readonly #plans = new Map<string, TablePlan>();
  #namesKept = 0;
  readonly #unread = new Set<string>();
  #counted:
    { readonly see: (name: unknown, hasOthers?: boolean) => void; readonly end: () => void } | undefined;

  constructor(options: JsonRowOptions) {
    this.#options = options;
  }

  read(content: RecordContent): RecordContent {
    const row = content.readable ? asObject(content.call) : undefined;
    if (!content.readable || row === undefined || !isTableRow(row, this.#options.columns)) return content;
    const names = Object.keys(row);
    let plan: TablePlan;
    try {
      plan = this.#planOf(names);
    } catch (error) {
      if (!(error instanceof SourceFault)) throw error;
      return { readable: false, text: JSON.stringify(row), fault: `The row ${error.message}.` };
    }
    const read = rowToCall(plan, (index, kind, report) => {
      const name = names[index] ?? '';
      return readJsonCell(row[name], name, kind, report);
    });
    if (!read.readable) return read;
    this.#count(plan, read.call);
    const notes = [...(content.notes ?? []), ...(read.notes ?? [])];
    return notes.length === 0 ? read : { ...read, notes };
  }

  end(): void {
    this.#counted?.end();
  }

  #planOf(names: readonly string[]): TablePlan {
    const key = JSON.stringify(names);
    const known = this.#plans.get(key);
    if (known !== undefined) return known;
    const { file, columns, onUnreadColumn } = this.#options;
    const plan = planTable(names, columns);
    for (const column of plan.unread) {
      if (this.#unread.has(column)) continue;
      this.#unread.add(column);
      onUnreadColumn({ file, column, reason: `the preset ${columns?.preset ?? ''} has no use for it` });
    }
    this.#namesKept += key.length;
    if (this.#namesKept > NAMES_KEPT_CHARS) {
      this.#plans.clear();
      this.#namesKept = key.length;
    }
    this.#plans.set(key, plan);
    return plan;
  }

  #count(plan: TablePlan, call: unknown): void {
    const { file, columns, countedOnce } = this.#options;
    if (!isTableOfEvents(columns)) return;
    this.#counted ??= countedOnce.begin(file, plan.hasProperties);
    this.#counted.see(ownProperty(call, 'event'), plan.hasProperties);
  }
}

function readJsonCell(value: unknown, name: string, kind: CellKind, report: ReportUnreadable): unknown {
  if (value === null || value === undefined) return undefined;
  const cell = readAsKind(kind === 'auto' && typeof value === 'string' ? parseJsonCell(value) : value, kind);
  if (cell === undefined) report(name, KIND_FAULTS[kind]);
  return cell;
}
