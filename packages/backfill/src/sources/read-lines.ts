import { isUtf8 } from 'node:buffer';
import { BYTE, byteOrderMarkLength } from './json/json-bytes';
import { readRawLines, type RawLines } from './raw-lines';

export interface SourceLine {
  /** From 1. Blank lines count, though they are not given out. */
  readonly number: number;
  /** What is no UTF-8 in it has become U+FFFD. */
  readonly text: string;
  readonly isUtf8: boolean;
}

/** Splits bytes into lines, LF or CRLF, a byte order mark left out. Gives them out in batches, one a chunk. */
export async function* readLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<readonly SourceLine[]> {
  for await (const raw of readRawLines(chunks)) {
    const lines = splitLines(raw);
    if (lines.length > 0) yield lines;
  }
}

export function splitLines({ bytes, number: first }: RawLines): SourceLine[] {
  const lines: SourceLine[] = [];
  // Seldom is one not, and only then each is asked.
  const areAllUtf8 = isUtf8(bytes);
  let number = first;
  let start = first === 1 ? byteOrderMarkLength(bytes) : 0;
  while (start < bytes.length) {
    const lineFeed = bytes.indexOf(BYTE.lineFeed, start);
    const next = lineFeed === -1 ? bytes.length : lineFeed;
    const end = next > start && bytes[next - 1] === BYTE.carriageReturn ? next - 1 : next;
    const text = bytes.toString('utf8', start, end);
    if (text.trim() !== '') {
      lines.push({ number, text, isUtf8: areAllUtf8 || isUtf8(bytes.subarray(start, end)) });
    }
    number += 1;
    start = next + 1;
  }
  return lines;
}
