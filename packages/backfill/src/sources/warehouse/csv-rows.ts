import { SourceFault } from '../source-fault';
import type { CsvEscape } from '../source-format';
import { compareEscapes, ROW_CHARS_MAX } from './csv-escape';
import { readCsvRow, type CsvDialect, type CsvRowResult } from './csv-row';
import type { CsvText } from './csv-text';

/** A row, and its text as it stands in the file. */
export interface ReadRow {
  readonly cells: readonly string[];
  readonly raw: () => string;
}

/** Characters that are looked through for a row that tells how escapes are to be read. */
const LOOK_AHEAD_CHARS = 2 ** 22;

/**
 * The rows of a CSV that are not blank, the header first, some at a time. With the escape `auto`, each row is read in the
 * way that is known from the rows before, or that it shows itself; where neither is sure, `SourceFault` is thrown.
 */
export async function* readCsvRows(
  source: CsvText,
  { escape: asked, ...dialect }: Omit<CsvDialect, 'escape'> & { readonly escape: CsvEscape },
): AsyncGenerator<readonly ReadRow[]> {
  let escape = asked;
  let columnCount: number | undefined;
  for (;;) {
    const rows: ReadRow[] = [];
    const { text, isWhole } = source;
    while (source.at < text.length) {
      const { at } = source;
      const isSettled = escape !== 'auto' || columnCount === undefined;
      const row = readCsvRow(
        text,
        at,
        { ...dialect, escape: escape === 'backslash' ? escape : 'double' },
        isWhole,
      );
      if (row.kind === 'unfinished' && !isWhole && text.length - at < ROW_CHARS_MAX) break;
      if (!isSettled && row.hasBackslash) {
        const settled = settleEscape(source, dialect, columnCount ?? 0);
        if (settled === undefined) break;
        if (settled !== 'either') {
          escape = settled;
          continue;
        }
      }
      if (row.kind === 'unfinished' && !isWhole) {
        if (text.length - at < ROW_CHARS_MAX) break;
        throw new SourceFault(
          `has a row of more than ${ROW_CHARS_MAX} characters at line ${source.lineAt(at)}, as where a quote is never closed`,
        );
      }
      if (row.kind !== 'row') throw new SourceFault(describeFault(row.kind, source));
      if (!isSettled && row.isEscaped) escape = 'double';
      source.at = row.end;
      const [first = ''] = row.cells;
      if (row.cells.length === 1 && first === '' && text.charCodeAt(at) !== 0x22) continue;
      columnCount ??= row.cells.length;
      rows.push({ cells: row.cells, raw: () => text.slice(at, row.end).trimEnd() });
    }
    if (rows.length > 0) yield rows;
    if (source.isWhole && source.at >= source.text.length) return;
    await source.readOn();
  }
}

/**
 * How the row at hand is to be read. `undefined`: more text is needed to say so. Throws `SourceFault` where it cannot be
 * told.
 */
function settleEscape(
  source: CsvText,
  dialect: Omit<CsvDialect, 'escape'>,
  columnCount: number,
): 'double' | 'backslash' | 'either' | undefined {
  const { text, at, isWhole } = source;
  let place = at;
  for (;;) {
    const { evidence, end } = compareEscapes(text, place, dialect, { isWhole, columnCount });
    const isFirst = place === at;
    if (evidence === 'double' || evidence === 'backslash') return evidence;
    if (evidence === 'either' && isFirst) return 'either';
    if (evidence === 'unfinished' && (isFirst || text.length - at < LOOK_AHEAD_CHARS)) return undefined;
    if (evidence === 'unfinished' || evidence === 'neither' || end >= text.length) {
      if (end >= text.length && !isWhole && text.length - at < LOOK_AHEAD_CHARS) return undefined;
      throw new SourceFault(
        `has a backslash at line ${source.lineAt(at)} that may escape what follows or stand for itself; say which with --csv-escape backslash or double`,
      );
    }
    place = end;
  }
}

function describeFault(kind: Exclude<CsvRowResult['kind'], 'row'>, source: CsvText): string {
  const line = source.lineAt(source.at);
  switch (kind) {
    case 'unfinished':
      return 'ends inside a cell in quotes: it was cut off';
    case 'stray_quote':
      return `has quotes where CSV allows none, at line ${line}`;
    case 'other_line_end':
      return `has line ends of two kinds outside of quotes, at line ${line}: convert it, so that all of its lines end alike`;
    default:
      return kind satisfies never;
  }
}
