/** How the text of a CSV is taken apart. */
export interface CsvDialect {
  /** One character. */
  readonly delimiter: string;
  readonly lineEnd: '\n' | '\r\n';
  readonly escape: 'double' | 'backslash';
}

/** One row of a text. `end` is where the next one begins. */
export interface CsvRow {
  readonly kind: 'row';
  readonly cells: readonly string[];
  readonly end: number;
  /** A quote was doubled, or a character was escaped. */
  readonly isEscaped: boolean;
  readonly hasBackslash: boolean;
  /** A quote stands inside a cell that does not begin with one. */
  readonly hasBareQuote: boolean;
}

/**
 * `unfinished`: the text ends before the row does. `stray_quote`: a quote stands where none may. `other_line_end`: outside of
 * quotes stands a line end of another kind than the header's, which may end a row or belong to a cell.
 */
export type CsvRowResult = CsvRow | FaultyCsvRow;

interface FaultyCsvRow {
  readonly kind: 'unfinished' | 'stray_quote' | 'other_line_end';
  readonly hasBackslash: boolean;
}

/** How Snowflake, MySQL and PostgreSQL write that there is nothing. */
const NULL_MARK = String.raw`\N`;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/**
 * Reads the row that begins at `at`; `isWhole`: no text follows this one. A cell that is `\N` is empty. With the escape
 * `backslash`, a backslash before a quote, the delimiter, a line break or a backslash takes its meaning away; before
 * anything else it stands for itself.
 */
export function readCsvRow(text: string, at: number, dialect: CsvDialect, isWhole: boolean): CsvRowResult {
  return readPlainRow(text, at, dialect, isWhole) ?? new RowReader(text, at, dialect, isWhole).read();
}

/** Most rows: neither quotes nor escapes. `undefined`: this is none of them. */
function readPlainRow(
  text: string,
  at: number,
  { delimiter, lineEnd, escape }: CsvDialect,
  isWhole: boolean,
): CsvRowResult | undefined {
  const lineFeed = text.indexOf('\n', at);
  if (lineFeed === -1 && !isWhole) return { kind: 'unfinished', hasBackslash: false };
  const lineStop = lineFeed === -1 ? text.length : lineFeed;
  const line = text.slice(at, lineStop);
  if (line.includes('"')) return undefined;
  const hasBackslash = line.includes('\\');
  if (hasBackslash && escape === 'backslash') return undefined;
  const isOtherEnd = lineFeed !== -1 && lineEnd === '\r\n' && !line.endsWith('\r');
  const plainLine = withoutReturn(line);
  if (isOtherEnd || plainLine.includes('\r')) return { kind: 'other_line_end', hasBackslash };
  const cells = plainLine.split(delimiter);
  return {
    kind: 'row',
    cells: hasBackslash ? cells.map((cell) => (cell === NULL_MARK ? '' : cell)) : cells,
    end: lineFeed === -1 ? text.length : lineFeed + 1,
    isEscaped: false,
    hasBackslash,
    hasBareQuote: false,
  };
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}

/** Goes through a row character by character. */
class RowReader {
  readonly #text: string;
  readonly #stop: number;
  readonly #isWhole: boolean;
  readonly #delimiter: number;
  readonly #lineEnd: string;
  readonly #escapes: boolean;
  #at: number;
  #isEscaped = false;
  #hasBackslash = false;
  #hasBareQuote = false;
  #hasOtherLineEnd = false;

  constructor(text: string, at: number, { delimiter, lineEnd, escape }: CsvDialect, isWhole: boolean) {
    this.#text = text;
    this.#stop = text.length;
    this.#isWhole = isWhole;
    this.#delimiter = delimiter.charCodeAt(0);
    this.#lineEnd = lineEnd;
    this.#escapes = escape === 'backslash';
    this.#at = at;
  }

  read(): CsvRowResult {
    const cells: string[] = [];
    for (;;) {
      const begin = this.#at;
      const cell = this.#codeAt(begin) === QUOTE ? this.#readQuoted() : this.#readBare();
      if (this.#hasOtherLineEnd) return this.#fail('other_line_end');
      if (cell === undefined) return this.#fail('unfinished');
      // An escaped backslash before an N is longer by one.
      cells.push(cell === NULL_MARK && (this.#at - begin) % 2 === 0 ? '' : cell);
      if (this.#hasBareQuote && !this.#escapes) return this.#fail('stray_quote');
      if (this.#at >= this.#stop) {
        if (!this.#isWhole) return this.#fail('unfinished');
        return this.#finish(cells, this.#stop);
      }
      if (this.#codeAt(this.#at) === this.#delimiter) this.#at += 1;
      else {
        const lineBreak = this.#lineBreakAt(this.#at);
        if (lineBreak === undefined) return this.#fail(this.#isCutReturn() ? 'unfinished' : 'stray_quote');
        return this.#finish(cells, this.#at + lineBreak);
      }
    }
  }

  #finish(cells: readonly string[], end: number): CsvRow {
    return {
      kind: 'row',
      cells,
      end,
      isEscaped: this.#isEscaped,
      hasBackslash: this.#hasBackslash,
      hasBareQuote: this.#hasBareQuote,
    };
  }

  #fail(kind: FaultyCsvRow['kind']): CsvRowResult {
    return { kind, hasBackslash: this.#hasBackslash };
  }

  /** `undefined`: the text ends first. */
  #readQuoted(): string | undefined {
    let value = '';
    let from = this.#at + 1;
    for (let at = from; at < this.#stop; at += 1) {
      const code = this.#codeAt(at);
      if (code === BACKSLASH) {
        this.#hasBackslash = true;
        if (!this.#escapes) continue;
        const length = this.#escapedLength(at + 1);
        if (length === undefined) return undefined;
        if (length === 0) continue;
        this.#isEscaped = true;
        value += this.#text.slice(from, at);
        from = at + 1;
        at += length;
      } else if (code === QUOTE) {
        if (at + 1 === this.#stop && !this.#isWhole) return undefined;
        value += this.#text.slice(from, at);
        from = at + 1;
        if (this.#escapes || this.#codeAt(from) !== QUOTE) {
          this.#at = from;
          return value;
        }
        this.#isEscaped = true;
        at += 1;
      }
    }
    return undefined;
  }

  /** `undefined`: the text ends first. */
  #readBare(): string | undefined {
    let value = '';
    let from = this.#at;
    let at = from;
    for (; at < this.#stop; at += 1) {
      const code = this.#codeAt(at);
      if (code === this.#delimiter) break;
      if (code === LINE_FEED || code === CARRIAGE_RETURN) {
        if (this.#lineBreakAt(at) !== undefined) break;
        if (at + 1 === this.#stop && !this.#isWhole) return undefined;
        // A return at the end of all is left out.
        if (at + 1 < this.#stop || code === LINE_FEED) this.#hasOtherLineEnd = true;
        if (this.#hasOtherLineEnd) return undefined;
      } else if (code === QUOTE) {
        this.#hasBareQuote = true;
      } else if (code === BACKSLASH) {
        this.#hasBackslash = true;
        if (!this.#escapes) continue;
        const length = this.#escapedLength(at + 1);
        if (length === undefined) return undefined;
        if (length === 0) continue;
        this.#isEscaped = true;
        value += this.#text.slice(from, at);
        from = at + 1;
        at += length;
      }
    }
    if (at === this.#stop && !this.#isWhole) return undefined;
    this.#at = at;
    const rest = this.#text.slice(from, at);
    return value + (at === this.#stop ? withoutReturn(rest) : rest);
  }

  /** Characters that a backslash before `at` escapes; 0: none. `undefined`: the text ends there. */
  #escapedLength(at: number): number | undefined {
    if (at >= this.#stop) return this.#isWhole ? 0 : undefined;
    const code = this.#codeAt(at);
    if (code === CARRIAGE_RETURN) {
      if (at + 1 === this.#stop && !this.#isWhole) return undefined;
      return this.#codeAt(at + 1) === LINE_FEED ? 2 : 1;
    }
    return code === QUOTE || code === BACKSLASH || code === LINE_FEED || code === this.#delimiter ? 1 : 0;
  }

  /** The length of the line break at a place; `undefined`: there is none. */
  #lineBreakAt(at: number): number | undefined {
    if (this.#text.startsWith(this.#lineEnd, at)) return this.#lineEnd.length;
    // A file of LF may have single lines of CRLF, as where two were joined.
    return this.#lineEnd === '\n' && this.#text.startsWith('\r\n', at) ? 2 : undefined;
  }

  /** The text may end between the two characters of a line break. */
  #isCutReturn(): boolean {
    return !this.#isWhole && this.#at + 1 === this.#stop && this.#codeAt(this.#at) === CARRIAGE_RETURN;
  }

  #codeAt(at: number): number {
    return this.#text.charCodeAt(at);
  }
}
