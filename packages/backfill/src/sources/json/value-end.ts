import { BYTE, isJsonSpace } from './json-bytes';

/**
 * Finds where a JSON value ends, over as many chunks as it takes. It counts brackets outside of texts and leaves all
 * else to the parser, so that a broken value costs itself and not its neighbours.
 */
export class ValueEnd {
  #form: 'container' | 'text' | 'bare';
  #depth = 0;
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
  }

  /** The index after the value's last byte, looking from `from` on; -1: it goes on in the next chunk. */
  find(chunk: Buffer, from: number): number {
    return this.#form === 'bare' ? findBareEnd(chunk, from) : this.#findClosing(chunk, from);
  }

  #findClosing(chunk: Buffer, from: number): number {
    const { length } = chunk;
    for (let at = from; at < length; at += 1) {
      if (this.#inText) {
        at = this.#skipText(chunk, at);
        if (at === length) return -1;
        if (this.#form === 'text') return at + 1;
        continue;
      }
      const byte = chunk[at];
      if (byte === BYTE.quote) this.#inText = true;
      else if (byte === BYTE.openBrace || byte === BYTE.openBracket) this.#depth += 1;
      else if (byte === BYTE.closeBrace || byte === BYTE.closeBracket) {
        this.#depth -= 1;
        if (this.#depth === 0) return at + 1;
      }
    }
    return -1;
  }

  /** The index of the closing quote, or the chunk's length where the text goes on. */
  #skipText(chunk: Buffer, from: number): number {
    let at = from;
    for (; at < chunk.length; at += 1) {
      if (this.#escaped) this.#escaped = false;
      else if (chunk[at] === BYTE.backslash) this.#escaped = true;
      else if (chunk[at] === BYTE.quote) {
        this.#inText = false;
        return at;
      }
    }
    return at;
  }
}

/** Numbers, `true`, `false` and `null` end where something else begins. */
function findBareEnd(chunk: Buffer, from: number): number {
  for (let at = from; at < chunk.length; at += 1) {
    const byte = chunk[at] ?? 0;
    if (byte === BYTE.comma || byte === BYTE.closeBracket || byte === BYTE.closeBrace || isJsonSpace(byte)) {
      return at;
    }
  }
  return -1;
}
