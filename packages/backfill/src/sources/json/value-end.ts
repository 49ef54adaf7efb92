import { BYTE, isJsonSpace } from './json-bytes';
import { JsonScanner, type ScanOutcome } from './json-scanner';

const LIST_BEGIN = Buffer.from('[');
const LIST_END = Buffer.from(']');

/** Finds where a value of strict JSON ends, or where it has a fault, over as many chunks as it takes. */
export class ValueEnd {
  readonly #form: 'container' | 'text' | 'bare';
  readonly #scanner = new JsonScanner();
  /** Bytes that the scanner took from earlier chunks. */
  #before = 0;
  #at = 0;
  #inText = false;
  #escaped = false;

  /** `first` is the value's first byte, which `find` reads once more. */
  constructor(first: number) {
    this.#form =
      first === BYTE.openBrace || first === BYTE.openBracket
        ? 'container'
        : first === BYTE.quote
          ? 'text'
          : 'bare';
    if (this.#form === 'container') return;
    // The scanner reads no other value by itself, but as the only item of a list.
    this.#scanner.scan(LIST_BEGIN, 0);
    this.#before = this.#scanner.place;
  }

  /** In the chunk looked at last: the index after the value's last byte, or of the first that does not fit. */
  get at(): number {
    return this.#at;
  }

  /** Looks from `from` on. */
  find(chunk: Buffer, from: number): ScanOutcome {
    if (this.#form === 'container') return this.#scan(chunk, from);
    const end = this.#form === 'text' ? this.#findQuote(chunk, from) : findBareEnd(chunk, from);
    const outcome = this.#scan(end === -1 ? chunk : chunk.subarray(0, end), from);
    if (outcome === 'fault' || end === -1) return outcome;
    return this.#scanner.scan(LIST_END, 0) === 'ended' ? 'ended' : 'fault';
  }

  #scan(bytes: Buffer, from: number): ScanOutcome {
    const outcome = this.#scanner.scan(bytes, from);
    this.#at = from + this.#scanner.place - this.#before;
    this.#before = this.#scanner.place;
    return outcome;
  }

  /** The index after the closing quote; -1: the text goes on. */
  #findQuote(chunk: Buffer, from: number): number {
    for (let at = from; at < chunk.length; at += 1) {
      if (this.#escaped) this.#escaped = false;
      else if (chunk[at] === BYTE.backslash) this.#escaped = true;
      else if (chunk[at] === BYTE.quote) {
        if (this.#inText) return at + 1;
        this.#inText = true;
      }
    }
    return -1;
  }
}

/** Numbers, `true`, `false` and `null` end where something else begins; -1: they go on. */
function findBareEnd(chunk: Buffer, from: number): number {
  for (let at = from; at < chunk.length; at += 1) {
    const byte = chunk[at] ?? 0;
    if (byte === BYTE.comma || byte === BYTE.closeBracket || byte === BYTE.closeBrace || isJsonSpace(byte)) {
      return at;
    }
  }
  return -1;
}
