import { isUtf8 } from 'node:buffer';
import type { SourceRecord } from '../source-record';
import { BYTE, isJsonSpace } from './json-bytes';

/** So much of what is refused is kept for people to look at. */
const TEXT_BYTES_MAX = 2 ** 20;

/** A refused value, or what should have been one, with all that is refused along with it. */
export class RefusedText {
  readonly #number: number;
  readonly #index: number | undefined;
  readonly #pieces: Buffer[] = [];
  #bytes = 0;
  #allBytes = 0;
  #lastLine: number;

  constructor({ number, index }: { readonly number: number; readonly index: number | undefined }) {
    this.#number = number;
    this.#index = index;
    this.#lastLine = number;
  }

  /** Adds bytes of a line, its line feed included. */
  add(bytes: Buffer, line: number): void {
    if (!bytes.every(isJsonSpace)) this.#lastLine = line;
    this.#allBytes += bytes.length;
    if (this.#bytes >= TEXT_BYTES_MAX || bytes.length === 0) return;
    const kept = bytes.subarray(0, TEXT_BYTES_MAX - this.#bytes);
    this.#pieces.push(kept);
    this.#bytes += kept.length;
  }

  toRecord(): SourceRecord {
    const bytes = withoutLineEnd(Buffer.concat(this.#pieces));
    const what = this.#describe();
    const fault = isUtf8(bytes) || this.#bytes >= TEXT_BYTES_MAX ? `${what} not JSON.` : `${what} not UTF-8.`;
    const record = {
      number: this.#number,
      content: {
        readable: false,
        text: bytes.toString('utf8'),
        ...(this.#allBytes > this.#bytes ? { bytes: this.#allBytes } : {}),
        fault,
      },
    } as const;
    return this.#index === undefined ? record : { ...record, index: this.#index };
  }

  #describe(): string {
    if (this.#lastLine > this.#number) return `What stands in lines ${this.#number} to ${this.#lastLine} is`;
    return this.#index === undefined ? 'The line is' : 'The value is';
  }
}

function withoutLineEnd(bytes: Buffer): Buffer {
  let end = bytes.length;
  if (end > 0 && bytes[end - 1] === BYTE.lineFeed) end -= 1;
  if (end > 0 && bytes[end - 1] === BYTE.carriageReturn) end -= 1;
  return bytes.subarray(0, end);
}
