import type { ColumnMapping } from './warehouse/column-mapping';

/** The forms in which calls may come. `--format` names one of them where the content would be taken for another. */
export const SOURCE_FORMATS = ['ndjson', 'json', 'batch', 'csv', 'parquet'] as const;
export type SourceFormat = (typeof SOURCE_FORMATS)[number];

/** `auto`: a cell that is a canonical number or boolean becomes one. `text`: none does. */
export const CSV_TYPES = ['auto', 'text'] as const;
export type CsvTypes = (typeof CSV_TYPES)[number];

/** How a cell of CSV holds quotes: doubled, or after a backslash. `auto`: each file shows it. */
export const CSV_ESCAPES = ['auto', 'double', 'backslash'] as const;
export type CsvEscape = (typeof CSV_ESCAPES)[number];

/** How sources are read. Two readings of the same bytes give the same calls only if these are the same too. */
export interface ReadingOptions {
  /** `undefined`: told by the content of each file. */
  readonly format?: SourceFormat | undefined;
  readonly csvTypes: CsvTypes;
  readonly csvEscape: CsvEscape;
  /** `columns` of the mapping file. `undefined`: tables are a warehouse's. */
  readonly columns?: ColumnMapping | undefined;
}

export const DEFAULT_READING: ReadingOptions = { csvTypes: 'auto', csvEscape: 'auto' };

/** What one record of a format is called, for people: its number is the `line` of a call. */
export const RECORD_NAMES = {
  ndjson: 'line',
  json: 'element',
  batch: 'call',
  csv: 'row',
  parquet: 'row',
} as const satisfies Record<SourceFormat, string>;
