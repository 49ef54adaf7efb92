import { formatCount } from '../terminal/format';
import { printable } from '../terminal/printable';
import type { FileFigures } from './file-figures';

export const FILE_HEADS = ['file', 'form', 'packed in', 'calls', 'to deliver', 'refused', 'skipped'] as const;
/** Of the heads, those over texts. */
const TEXT_COLUMNS = 3;

/** So many of the files; where there are more, those with refused calls come first. */
export function chooseFiles(files: readonly FileFigures[], most: number): readonly FileFigures[] {
  return files.length <= most ? files : files.toSorted((a, b) => b.refused - a.refused).slice(0, most);
}

/** A row of the table of files, in the order of its heads. */
export function toFileRow(file: FileFigures): readonly string[] {
  const { path, format, packed_in: packedIn = '', calls, to_deliver, refused, skipped } = file;
  return [path, format, packedIn, ...[calls, to_deliver, refused, skipped].map(formatCount)];
}

/** The lines of a table of files. */
export function describeFiles(files: readonly FileFigures[]): readonly string[] {
  const rows = [FILE_HEADS, ...files.map((file) => toFileRow(file).map(printable))];
  const widths = FILE_HEADS.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, at) => (at < TEXT_COLUMNS ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}
