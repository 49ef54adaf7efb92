import { readCsvRow, type CsvDialect } from './csv-row';

/**
 * What a stretch of text says of its escapes. `either`: both readings give the same rows. `unclear`: they give other
 * rows, and either may be right. `unfinished`: more text is needed.
 */
export type CsvEscapeEvidence = 'double' | 'backslash' | 'either' | 'unclear' | 'neither' | 'unfinished';

interface Compared {
  readonly evidence: CsvEscapeEvidence;
  /** Where the rows that were compared end. */
  readonly end: number;
}

/** A row that goes on for longer is none: a quote was taken for the beginning of a cell. */
export const ROW_CHARS_MAX = 2 ** 24;

/**
 * Reads what begins at `at` in both ways until they agree on where a row ends. The right way is the one in which each row
 * is whole and has as many cells as the header, where it is so in one of them alone.
 */
export function compareEscapes(
  text: string,
  at: number,
  dialect: Omit<CsvDialect, 'escape'>,
  options: RowOptions,
): Compared {
  const double = new Reading(text, at, { ...dialect, escape: 'double' }, options);
  const backslash = new Reading(text, at, { ...dialect, escape: 'backslash' }, options);
  double.readRow();
  backslash.readRow();
  while (double.state === 'sound' && backslash.state === 'sound' && double.end !== backslash.end) {
    (double.end < backslash.end ? double : backslash).readRow();
  }
  const { end } = double;
  if (double.state === 'unfinished' || backslash.state === 'unfinished')
    return { evidence: 'unfinished', end };
  if (double.cells === backslash.cells && end === backslash.end) return { evidence: 'either', end };
  if (double.state === 'sound' && backslash.state === 'sound') return { evidence: 'unclear', end };
  if (double.state === 'sound') return { evidence: 'double', end };
  return { evidence: backslash.state === 'sound' && backslash.hasEscaped ? 'backslash' : 'neither', end };
}

interface RowOptions {
  readonly isWhole: boolean;
  readonly columnCount: number;
}

/** Rows one after the other, as one of the two ways has them. */
class Reading {
  readonly #text: string;
  readonly #begin: number;
  readonly #dialect: CsvDialect;
  readonly #options: RowOptions;
  #isEscaped = false;
  #hasBareQuote = false;
  state: 'sound' | 'unfinished' | 'faulty' = 'sound';
  end: number;
  cells = '';

  constructor(text: string, at: number, dialect: CsvDialect, options: RowOptions) {
    this.#text = text;
    this.#begin = at;
    this.#dialect = dialect;
    this.#options = options;
    this.end = at;
  }

  /** A quote that this way alone allows is no evidence for it. */
  get hasEscaped(): boolean {
    return this.#isEscaped && !this.#hasBareQuote;
  }

  readRow(): void {
    const { isWhole, columnCount } = this.#options;
    const row = readCsvRow(this.#text, this.end, this.#dialect, isWhole);
    if (row.kind === 'row') {
      if (row.cells.length !== columnCount) this.state = 'faulty';
      this.end = row.end;
      this.cells += JSON.stringify(row.cells);
      this.#isEscaped ||= row.isEscaped;
      this.#hasBareQuote ||= row.hasBareQuote;
      return;
    }
    const isTooLong = this.#text.length - this.#begin > ROW_CHARS_MAX;
    const isUnfinished = row.kind === 'unfinished' && !isWhole && !isTooLong;
    this.state = isUnfinished ? 'unfinished' : 'faulty';
    this.cells += `${row.kind}: ${this.#dialect.escape}`;
  }
}
