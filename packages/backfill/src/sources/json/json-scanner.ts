import { BYTE, isJsonSpace } from './json-bytes';

/** What the next byte belongs to. */
const AT = {
  value: 0,
  firstItem: 1,
  firstKey: 2,
  key: 3,
  colon: 4,
  afterItem: 5,
  text: 6,
  escape: 7,
  hex: 8,
  minus: 9,
  zero: 10,
  whole: 11,
  dot: 12,
  fraction: 13,
  exponent: 14,
  exponentSign: 15,
  exponentDigits: 16,
  word: 17,
} as const;

const QUOTE = BYTE.quote;
const BACKSLASH = BYTE.backslash;
const SLASH = 0x2f;
const MINUS = 0x2d;
const PLUS = 0x2b;
const DOT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const LOWER_U = 0x75;

const WORDS = new Map(
  ['true', 'false', 'null', 'NaN', 'Infinity'].map((word) => [word.charCodeAt(0), Buffer.from(word)]),
);
const INFINITY = Buffer.from('Infinity');
const LETTERS_AFTER_BACKSLASH = new Set(Buffer.from('bfnrt'));
const NO_WORD = Buffer.alloc(0);

/** Objects and lists in each other, more than any call holds: beyond them is a fault, so that memory stays flat. */
export const DEPTH_MAX = 10_000;

/** How far a scan has come: the value goes on behind the bytes, has ended, or has a fault. */
export type ScanOutcome = 'more' | 'ended' | 'fault';

/** A token that `JSON.parse` refuses or rounds, by its bytes from the value's beginning. */
export interface OddToken {
  readonly kind: 'long_number' | 'not_finite';
  readonly from: number;
  readonly to: number;
  /** Where the names of the outermost properties around it begin, their quotes left out; -1: a list. */
  readonly names: readonly number[];
}

const NAMES_MAX = 6;

/**
 * Reads an object or a list as strictly as `JSON.parse` does, but for `NaN`, `Infinity` and `-Infinity` as Python writes them,
 * over as many pieces of bytes as it takes, each byte once.
 */
export class JsonScanner {
  readonly #onOdd: ((token: OddToken) => void) | undefined;
  #state: number = AT.value;
  /** Where each open object or list began: an even number for a list, an odd one for an object, halved. */
  readonly #open: number[] = [];
  readonly #names: number[] = [];
  /** Bytes in pieces before this one. */
  #before = 0;
  #place = 0;
  #isKey = false;
  #word = NO_WORD;
  /** Letters of the word, or digits of the escape, that have come. */
  #come = 0;
  #tokenFrom = 0;
  #number = 0;
  #lastFrom = -1;
  #lastTo = -1;

  constructor(onOdd?: (token: OddToken) => void) {
    this.#onOdd = onOdd;
  }

  /** Bytes from the value's beginning: behind its last byte, or before the first that does not fit. */
  get place(): number {
    return this.#place;
  }

  /** The object or list inside this one that ended last, with nothing but blanks behind it so far. */
  get endedLast(): { readonly from: number; readonly to: number } | undefined {
    return this.#lastFrom === -1 ? undefined : { from: this.#lastFrom, to: this.#lastTo };
  }

  /** Goes on at `from`. Not to be called again once the value has ended or has a fault. */
  scan(bytes: Buffer, from: number): ScanOutcome {
    const { length } = bytes;
    const shift = this.#before - from;
    const open = this.#open;
    let state = this.#state;
    let at = from;
    while (at < length) {
      const byte = bytes[at] ?? 0;
      switch (state) {
        case AT.text:
          at = skipPlainText(bytes, at);
          if (at === length) continue;
          if (bytes[at] === QUOTE) state = this.#isKey ? AT.colon : AT.afterItem;
          else if (bytes[at] === BACKSLASH) state = AT.escape;
          else return this.#stop(at + shift, 'fault');
          break;
        case AT.escape:
          if (byte === LOWER_U) {
            this.#come = 0;
            state = AT.hex;
          } else if (
            byte === QUOTE ||
            byte === BACKSLASH ||
            byte === SLASH ||
            LETTERS_AFTER_BACKSLASH.has(byte)
          ) {
            state = AT.text;
          } else return this.#stop(at + shift, 'fault');
          break;
        case AT.hex:
          if (!isHex(byte)) return this.#stop(at + shift, 'fault');
          this.#come += 1;
          if (this.#come === 4) state = AT.text;
          break;
        case AT.afterItem:
          if (byte === BYTE.comma) {
            state = isObject(open) ? AT.key : AT.value;
            this.#lastFrom = -1;
          } else if (byte === BYTE.closeBrace || byte === BYTE.closeBracket) {
            if (isObject(open) !== (byte === BYTE.closeBrace)) return this.#stop(at + shift, 'fault');
            if (this.#close(at + 1 + shift)) return this.#stop(at + 1 + shift, 'ended');
          } else if (!isJsonSpace(byte)) return this.#stop(at + shift, 'fault');
          break;
        case AT.firstKey:
        case AT.key:
          if (byte === QUOTE) {
            this.#isKey = true;
            this.#lastFrom = -1;
            if (this.#onOdd !== undefined) this.#names[open.length - 1] = at + 1 + shift;
            state = AT.text;
          } else if (byte === BYTE.closeBrace && state === AT.firstKey) {
            if (this.#close(at + 1 + shift)) return this.#stop(at + 1 + shift, 'ended');
            state = AT.afterItem;
          } else if (!isJsonSpace(byte)) return this.#stop(at + shift, 'fault');
          break;
        case AT.colon:
          if (byte === BYTE.colon) state = AT.value;
          else if (!isJsonSpace(byte)) return this.#stop(at + shift, 'fault');
          break;
        case AT.value:
        case AT.firstItem:
          if (isJsonSpace(byte)) break;
          this.#lastFrom = -1;
          this.#tokenFrom = at + shift;
          if (byte === QUOTE) {
            this.#isKey = false;
            state = AT.text;
          } else if (byte === BYTE.openBrace || byte === BYTE.openBracket) {
            if (open.length === DEPTH_MAX) return this.#stop(at + shift, 'fault');
            const opensObject = byte === BYTE.openBrace;
            open.push((at + shift) * 2 + (opensObject ? 1 : 0));
            if (this.#onOdd !== undefined) this.#names[open.length - 1] = -1;
            state = opensObject ? AT.firstKey : AT.firstItem;
          } else if (byte === MINUS) {
            this.#number = 0;
            state = AT.minus;
          } else if (byte >= ZERO && byte <= NINE) {
            this.#number = byte - ZERO;
            state = byte === ZERO ? AT.zero : AT.whole;
          } else if (byte === BYTE.closeBracket && state === AT.firstItem) {
            if (this.#close(at + 1 + shift)) return this.#stop(at + 1 + shift, 'ended');
            state = AT.afterItem;
          } else {
            const word = WORDS.get(byte);
            if (word === undefined) return this.#stop(at + shift, 'fault');
            this.#word = word;
            this.#come = 1;
            state = AT.word;
          }
          break;
        case AT.word:
          if (byte !== this.#word[this.#come]) return this.#stop(at + shift, 'fault');
          this.#come += 1;
          if (this.#come === this.#word.length) {
            if (byte === INFINITY.at(-1) || this.#word[0] === 0x4e) this.#tell('not_finite', at + 1 + shift);
            state = AT.afterItem;
          }
          break;
        case AT.minus:
          if (byte === INFINITY[0]) {
            this.#word = INFINITY;
            this.#come = 1;
            state = AT.word;
          } else if (byte >= ZERO && byte <= NINE) {
            this.#number = byte - ZERO;
            state = byte === ZERO ? AT.zero : AT.whole;
          } else return this.#stop(at + shift, 'fault');
          break;
        case AT.zero:
        case AT.whole:
          if (byte >= ZERO && byte <= NINE && state === AT.whole) {
            this.#number = this.#number * 10 + (byte - ZERO);
          } else if (byte === DOT) state = AT.dot;
          else if (isExponent(byte)) state = AT.exponent;
          else {
            // The byte is none of the number's, and is looked at once more.
            if (this.#number > Number.MAX_SAFE_INTEGER) this.#tell('long_number', at + shift);
            state = AT.afterItem;
            at -= 1;
          }
          break;
        case AT.dot:
          if (byte < ZERO || byte > NINE) return this.#stop(at + shift, 'fault');
          state = AT.fraction;
          break;
        case AT.fraction:
          if (isExponent(byte)) state = AT.exponent;
          else if (byte < ZERO || byte > NINE) {
            state = AT.afterItem;
            at -= 1;
          }
          break;
        case AT.exponent:
          if (byte === PLUS || byte === MINUS) state = AT.exponentSign;
          else if (byte >= ZERO && byte <= NINE) state = AT.exponentDigits;
          else return this.#stop(at + shift, 'fault');
          break;
        case AT.exponentSign:
          if (byte < ZERO || byte > NINE) return this.#stop(at + shift, 'fault');
          state = AT.exponentDigits;
          break;
        case AT.exponentDigits:
          if (byte < ZERO || byte > NINE) {
            state = AT.afterItem;
            at -= 1;
          }
          break;
      }
      at += 1;
    }
    this.#state = state;
    this.#before += length - from;
    return this.#stop(this.#before, 'more');
  }

  #stop(place: number, outcome: ScanOutcome): ScanOutcome {
    this.#place = place;
    return outcome;
  }

  /** Whether that was the outermost. */
  #close(to: number): boolean {
    this.#lastFrom = Math.floor((this.#open.pop() ?? 0) / 2);
    this.#lastTo = to;
    return this.#open.length === 0;
  }

  #tell(kind: OddToken['kind'], to: number): void {
    if (this.#onOdd === undefined) return;
    const names = this.#names.slice(0, Math.min(this.#open.length, NAMES_MAX));
    this.#onOdd({ kind, from: this.#tokenFrom, to, names });
  }
}

/** The index of what may end a text: a quote, a backslash, or a control character, which JSON allows in none. */
function skipPlainText(bytes: Buffer, from: number): number {
  let at = from;
  for (; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === QUOTE || byte === BACKSLASH || byte < BYTE.blank) return at;
  }
  return at;
}

function isObject(open: readonly number[]): boolean {
  return (open.at(-1) ?? 0) % 2 === 1;
}

function isExponent(byte: number): boolean {
  return byte === 0x65 || byte === 0x45;
}

function isHex(byte: number): boolean {
  return (byte >= ZERO && byte <= NINE) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66);
}
