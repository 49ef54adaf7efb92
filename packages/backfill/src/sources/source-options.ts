import { Option } from 'commander';
import {
  CSV_ESCAPES,
  CSV_TYPES,
  SOURCE_FORMATS,
  type CsvEscape,
  type CsvTypes,
  type ReadingOptions,
  type SourceFormat,
} from './source-format';
import type { ColumnMapping } from './warehouse/column-mapping';

/** What `inputs` may be, for `--help`. */
export const INPUTS_HELP =
  'files (NDJSON, JSON, CSV, Parquet; plain, gzip or zstd), folders or quoted wildcards of them, or - for standard input';

/** How sources are read, as given on the command line. */
export interface SourceOptions {
  readonly format?: SourceFormat;
  readonly csvTypes: CsvTypes;
  readonly csvEscape: CsvEscape;
}

export function formatOption(): Option {
  return new Option(
    '--format <format>',
    'what the inputs are, where their content would be taken for something else',
  ).choices(SOURCE_FORMATS);
}

export function csvTypesOption(): Option {
  return new Option('--csv-types <types>', 'whether cells of CSV that are numbers or booleans become such')
    .choices(CSV_TYPES)
    .default('auto');
}

export function csvEscapeOption(): Option {
  return new Option(
    '--csv-escape <way>',
    'what precedes a quote inside a cell of CSV: another quote (double), or a backslash, which also precedes delimiters and line breaks',
  )
    .choices(CSV_ESCAPES)
    .default('auto');
}

export function skipBadFilesOption(): Option {
  return new Option(
    '--skip-bad-files',
    'leave out the files that cannot be read to their end, and list them; the exit code is then 1',
  ).default(false);
}

/** `columns` is that of the mapping file. */
export function readReading(
  { format, csvTypes, csvEscape }: SourceOptions,
  columns: ColumnMapping | undefined,
): ReadingOptions {
  return {
    ...(format === undefined ? {} : { format }),
    csvTypes,
    csvEscape,
    ...(columns === undefined ? {} : { columns }),
  };
}
