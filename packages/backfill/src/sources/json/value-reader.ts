import { isUtf8 } from 'node:buffer';
import { LINE_BYTES_MAX, type RawLines } from '../raw-lines';
import { SourceFault } from '../source-fault';
import type { RecordContent, SourceRecord } from '../source-record';
import { BYTE, byteOrderMarkLength, countLineFeeds, isJsonSpace } from './json-bytes';
import { JsonScanner } from './json-scanner';
import { mayHoldLongNumber } from './long-number';
import { parseJson, parseJsonWithoutLongNumbers, type ParsedJson } from './parse-json';
import { parseRecord } from './parse-record';
import { readEnvelope } from './read-envelope';
import { RefusedText } from './refused-text';
import { unwrapArchived } from './unwrap-archived';

/** Where a value begins. */
interface Place {
  readonly number: number;
  readonly index: number | undefined;
  /** Blanks before what the line begins with. */
  readonly column: number;
}

/** An object or list that has ended. What follows says whether it stands by itself. */
interface EndedValue extends Place {
  readonly bytes: Buffer;
}

/** An object or list under way. */
interface OpenValue extends Place {
  readonly scanner: JsonScanner;
  /** Its bytes, but for those at hand. */
  readonly pieces: Buffer[];
}

/** Lines of a value with a fault, of which each may begin what is refused by itself. */
interface SpoiltLines {
  readonly bytes: Buffer;
  /** Where the next one begins. */
  at: number;
  number: number;
  /** Behind what was read of the value. */
  readonly to: number;
  /** What stands by itself, since the fault follows it. */
  readonly mayStand: { readonly from: number; readonly to: number } | undefined;
  /** They are at hand, and reading goes on behind them; else they are behind it. */
  readonly areAtHand: boolean;
}

/** No more records than about these are given out at once, so that they take no more memory than the value that they are in. */
const RECORDS_AT_ONCE = 10_000;

const LINE_FEED = Buffer.from('\n');

/**
 * Reads the JSON values of NDJSON by the rules under "Lines and values" in docs/backfill-sources.md. It holds no more than
 * one value in memory, and looks at each byte once, and at those of a value with a fault twice.
 */
export class ValueReader {
  readonly #isEnvelope: (value: unknown) => boolean;
  readonly #records: SourceRecord[] = [];
  /** At hand. */
  #bytes: Buffer = Buffer.alloc(0);
  #areAllUtf8 = true;
  #mayHoldLongNumber = false;
  #isAtBeginning: boolean;
  #state: 'indent' | 'value' | 'ended' | 'between' | 'spoilt' | 'refused' = 'indent';
  /** Of the line at hand, from 1. */
  #number: number;
  /** Blanks that it begins with, so far. */
  #column = 0;
  /** Values that begin on it, refused ones too. */
  #values = 0;
  /** The first of them: it has an index only where another follows. */
  #first: SourceRecord | undefined;
  #open: OpenValue | undefined;
  #ended: EndedValue | undefined;
  #spoilt: SpoiltLines | undefined;
  #refused: RefusedText | undefined;
  /** After what was refused: no value begins further to the right. */
  #columnMost: number | undefined;

  /** `number` is that of the first line to come. `isEnvelope` tells what has calls in it and is none. */
  constructor(number: number, isEnvelope: (value: unknown) => boolean) {
    this.#isEnvelope = isEnvelope;
    this.#number = number;
    this.#isAtBeginning = number === 1;
  }

  /** Whether what comes next can be read without what came before. */
  get isBetween(): boolean {
    return (
      this.#state === 'indent' &&
      this.#column === 0 &&
      this.#columnMost === undefined &&
      this.#ended === undefined
    );
  }

  /** The records that are certain by now. Throws `SourceFault` where a value is longer than any text. */
  *read({ bytes, isCut }: RawLines): Generator<readonly SourceRecord[]> {
    const isWithoutEnd = !isCut && bytes.length > 0 && bytes.at(-1) !== BYTE.lineFeed;
    this.#hold(isWithoutEnd ? Buffer.concat([bytes, LINE_FEED]) : bytes);
    const start = this.#isAtBeginning ? byteOrderMarkLength(this.#bytes) : 0;
    this.#isAtBeginning = false;
    yield* this.#readFrom(start);
  }

  /** To be called after the last line: the records that were not certain before. */
  *end(): Generator<readonly SourceRecord[]> {
    while (this.#open !== undefined) {
      this.#hold(Buffer.concat(this.#open.pieces));
      yield* this.#readFrom(this.#fail(this.#open, 0, this.#bytes.length));
    }
    if (this.#ended !== undefined) this.#take(this.#ended);
    this.#flushRefused();
    this.#endLine();
    yield this.#records.splice(0);
  }

  #hold(bytes: Buffer): void {
    this.#bytes = bytes;
    // Seldom are they not, and only then each line is asked.
    this.#areAllUtf8 = isUtf8(bytes);
    this.#mayHoldLongNumber = mayHoldLongNumber(bytes);
  }

  *#readFrom(from: number): Generator<readonly SourceRecord[]> {
    let at = from;
    while (at < this.#bytes.length || this.#state === 'spoilt') {
      if (this.#records.length >= RECORDS_AT_ONCE) yield this.#records.splice(0);
      switch (this.#state) {
        case 'indent':
          at = this.isBetween ? this.#readLine(at) : this.#readIndent(at);
          break;
        case 'value':
          at = this.#readValue(at);
          break;
        case 'ended':
          at = this.#readBehindValue(at);
          break;
        case 'between':
          at = this.#readBetween(at);
          break;
        case 'spoilt':
          at = this.#readSpoilt(at);
          break;
        case 'refused':
          at = this.#readRefused(at);
          break;
        default:
          this.#state satisfies never;
      }
    }
    if (this.#records.length > 0) yield this.#records.splice(0);
  }

  /** A line that is one value, as nearly all are. */
  #readLine(at: number): number {
    const bytes = this.#bytes;
    const lineFeed = bytes.indexOf(BYTE.lineFeed, at);
    if (lineFeed === -1) return this.#readIndent(at);
    const end = lineFeed > at && bytes[lineFeed - 1] === BYTE.carriageReturn ? lineFeed - 1 : lineFeed;
    const text = bytes.toString('utf8', at, end);
    if (bytes[at] !== BYTE.openBrace && text.trim() === '') {
      this.#number += 1;
      return lineFeed + 1;
    }
    const parsed = this.#parse(text, at, end);
    if (parsed === undefined || this.#isEnvelope(parsed.value)) return this.#readIndent(at);
    const isText = this.#areAllUtf8 || isUtf8(bytes.subarray(at, end));
    const content = isText ? toContent(parsed) : parseRecord(text, false, 'line');
    this.#records.push({ number: this.#number, content });
    this.#number += 1;
    return lineFeed + 1;
  }

  /** `text` is the bytes from `at` to `end`. */
  #parse(text: string, at: number, end: number): ParsedJson | undefined {
    return this.#mayHoldLongNumber && mayHoldLongNumber(this.#bytes.subarray(at, end))
      ? parseJson(text)
      : parseJsonWithoutLongNumbers(text);
  }

  #readIndent(at: number): number {
    const next = this.#skipBlanks(at);
    this.#column += next - at;
    const byte = this.#bytes[next];
    if (byte === undefined) return next;
    if (byte === BYTE.lineFeed) {
      this.#endLine();
      return next + 1;
    }
    if (this.#ended !== undefined) {
      if (isInside(byte)) return this.#refuseEnded(this.#ended, at);
      this.#take(this.#ended);
      // The line is one of its own, if it is whole here.
      if (this.#column <= next) {
        const lineStart = next - this.#column;
        this.#column = 0;
        return lineStart;
      }
    }
    if (this.#columnMost !== undefined && !(opens(byte) && this.#column <= this.#columnMost)) {
      this.#state = 'refused';
      return at;
    }
    return this.#begin(next, byte);
  }

  #readBetween(at: number): number {
    const next = this.#skipBlanks(at);
    const byte = this.#bytes[next];
    if (byte === undefined) return next;
    if (byte !== BYTE.lineFeed) return this.#begin(next, byte);
    this.#endLine();
    return next + 1;
  }

  #begin(at: number, byte: number): number {
    this.#flushRefused();
    this.#values += 1;
    if (this.#first !== undefined) this.#records.push({ ...this.#first, index: 1 });
    this.#first = undefined;
    const index = this.#values > 1 ? this.#values : undefined;
    const place = { number: this.#number, index, column: this.#column };
    if (opens(byte)) {
      this.#open = { ...place, scanner: new JsonScanner(), pieces: [] };
      this.#state = 'value';
    } else {
      this.#refused = new RefusedText(place);
      this.#columnMost = isInside(byte) || byte === BYTE.quote ? this.#column : undefined;
      this.#state = 'refused';
    }
    return at;
  }

  #readValue(at: number): number {
    const open = this.#open;
    if (open === undefined) return at;
    const outcome = open.scanner.scan(this.#bytes, at);
    if (outcome === 'more') {
      if (open.scanner.place > LINE_BYTES_MAX) {
        throw new SourceFault(`has a value that is too long, line ${open.number}`);
      }
      open.pieces.push(this.#bytes.subarray(at));
      return this.#bytes.length;
    }
    let from = at;
    if (open.pieces.length > 0) {
      this.#hold(Buffer.concat([...open.pieces, this.#bytes.subarray(at)]));
      from = 0;
    }
    const to = from + open.scanner.place;
    if (outcome === 'fault') return this.#fail(open, from, to);
    this.#open = undefined;
    return this.#endValue(open, from, to);
  }

  /** Gives where to go on. */
  #endValue({ number, index, column }: Place, from: number, to: number): number {
    const bytes = this.#bytes.subarray(from, to);
    this.#ended = { bytes, number, index, column };
    this.#state = 'ended';
    const lineFeed = bytes.lastIndexOf(BYTE.lineFeed);
    if (lineFeed === -1) return to;
    this.#number = number + countLineFeeds(bytes);
    this.#column = this.#skipBlanks(from + lineFeed + 1) - (from + lineFeed + 1);
    this.#values = 0;
    return to;
  }

  #readBehindValue(at: number): number {
    const ended = this.#ended;
    const next = this.#skipBlanks(at);
    const byte = this.#bytes[next];
    if (byte === undefined || ended === undefined) return next;
    if (isInside(byte)) return this.#refuseEnded(ended, at);
    if (byte === BYTE.lineFeed && this.#columnMost !== undefined) {
      this.#endLine();
      return next + 1;
    }
    this.#take(ended);
    this.#state = 'between';
    return next;
  }

  #take({ bytes, number, index }: EndedValue): void {
    this.#ended = undefined;
    this.#columnMost = undefined;
    const what = index === undefined && !bytes.includes(BYTE.lineFeed) ? 'line' : 'value';
    const content = parseRecord(bytes.toString('utf8'), isUtf8(bytes), what);
    if (content.readable && this.#isEnvelope(content.call)) {
      const calls = readEnvelope(bytes);
      if (calls !== undefined) {
        this.#takeCalls(calls, number, index ?? 1);
        return;
      }
    }
    const record = { number, content };
    if (index !== undefined) this.#records.push({ ...record, index });
    else if (number === this.#number) this.#first = record;
    else this.#records.push(record);
  }

  /** The calls of an envelope, which count as the values of its line. */
  #takeCalls(calls: readonly RecordContent[], number: number, firstIndex: number): void {
    for (const [at, content] of calls.entries()) {
      this.#records.push({ number, index: firstIndex + at, content });
    }
    if (number === this.#number) this.#values += calls.length - 1;
  }

  #refuseEnded(ended: EndedValue, at: number): number {
    this.#ended = undefined;
    const { bytes, number } = ended;
    this.#spoil(ended, { bytes, at: 0, number, to: bytes.length, mayStand: undefined, areAtHand: false });
    return at;
  }

  /** Refuses what begins at `from` for the fault at `to`, where the bytes may end. Gives where to go on. */
  #fail(open: OpenValue, from: number, to: number): number {
    this.#open = undefined;
    const last = open.scanner.endedLast;
    const fault = this.#bytes[to];
    const mayStand =
      last === undefined || (fault !== undefined && isInside(fault))
        ? undefined
        : { from: from + last.from, to: from + last.to };
    const { number } = open;
    this.#spoil(open, { bytes: this.#bytes, at: from, number, to, mayStand, areAtHand: true });
    return to;
  }

  #spoil(place: Place, lines: SpoiltLines): void {
    this.#spoilt = lines;
    this.#refused = new RefusedText(place);
    this.#columnMost = place.column;
    this.#state = 'spoilt';
  }

  /** Refuses a line of a value with a fault, by itself if it opens. */
  #readSpoilt(at: number): number {
    const lines = this.#spoilt;
    if (lines === undefined) return at;
    const { bytes, to, mayStand } = lines;
    const lineFeed = bytes.subarray(lines.at, to).indexOf(BYTE.lineFeed);
    const end = lineFeed === -1 ? to : lines.at + lineFeed + 1;
    this.#refused?.add(bytes.subarray(lines.at, end), lines.number);
    if (lineFeed === -1) return this.#leaveSpoilt(lines, 'refused', 0, at);
    lines.at = end;
    lines.number += 1;
    let begin = end;
    while (begin < to && isBlank(bytes[begin])) begin += 1;
    // The fault is what the line begins with.
    if (begin === to) return this.#leaveSpoilt(lines, 'indent', 0, end);
    const column = begin - end;
    if (!opens(bytes[begin]) || column > (this.#columnMost ?? 0)) return at;
    this.#flushRefused();
    const place = { number: lines.number, index: undefined, column };
    if (begin !== mayStand?.from) {
      this.#refused = new RefusedText(place);
      this.#columnMost = column;
      return at;
    }
    this.#leaveSpoilt(lines, 'between', column, at);
    this.#values = 1;
    const next = this.#endValue(place, begin, mayStand.to);
    // What follows it is the fault, so it stands by itself.
    if (this.#ended !== undefined) this.#take(this.#ended);
    this.#state = 'between';
    return next;
  }

  #leaveSpoilt(
    lines: SpoiltLines,
    state: 'indent' | 'between' | 'refused',
    column: number,
    at: number,
  ): number {
    this.#spoilt = undefined;
    this.#state = state;
    if (!lines.areAtHand) return at;
    this.#number = lines.number;
    this.#column = column;
    this.#values = 0;
    return at;
  }

  #readRefused(at: number): number {
    const lineFeed = this.#bytes.indexOf(BYTE.lineFeed, at);
    const end = lineFeed === -1 ? this.#bytes.length : lineFeed + 1;
    this.#refused?.add(this.#bytes.subarray(at, end), this.#number);
    if (lineFeed === -1) return end;
    if (this.#columnMost === undefined) this.#flushRefused();
    this.#endLine();
    return end;
  }

  #flushRefused(): void {
    if (this.#refused !== undefined) this.#records.push(this.#refused.toRecord());
    this.#refused = undefined;
  }

  #endLine(): void {
    if (this.#first !== undefined) this.#records.push(this.#first);
    this.#first = undefined;
    this.#number += 1;
    this.#column = 0;
    this.#values = 0;
    this.#state = 'indent';
  }

  #skipBlanks(from: number): number {
    let at = from;
    while (isBlank(this.#bytes[at])) at += 1;
    return at;
  }
}

function toContent({ value, notes }: ParsedJson): SourceRecord['content'] {
  const call = unwrapArchived(value);
  return notes === undefined ? { readable: true, call } : { readable: true, call, notes };
}

/** Whether an object or a list begins with it. */
function opens(byte: number | undefined): boolean {
  return byte === BYTE.openBrace || byte === BYTE.openBracket;
}

/** Whether what stands before it is a part of something. */
function isInside(byte: number): boolean {
  return byte === BYTE.comma || byte === BYTE.colon || byte === BYTE.closeBrace || byte === BYTE.closeBracket;
}

/** Within a line. */
function isBlank(byte: number | undefined): boolean {
  return byte !== undefined && byte !== BYTE.lineFeed && isJsonSpace(byte);
}
