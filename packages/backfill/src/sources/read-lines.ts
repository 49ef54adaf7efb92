import { isUtf8 } from 'node:buffer';
import { byteOrderMarkLength } from './json/json-bytes';

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

export interface SourceLine {
  /** From 1. Blank lines count, though they are not given out. */
  readonly number: number;
  /** What is no UTF-8 in it has become U+FFFD. */
  readonly text: string;
  readonly isUtf8: boolean;
}

/** Splits bytes into lines, LF or CRLF, a byte order mark left out. Gives them out in batches, one a chunk. */
export async function* readLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<readonly SourceLine[]> {
  let number = 0;
  let pieces: Buffer[] = [];
  for await (const chunk of chunks) {
    const lines: SourceLine[] = [];
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, start)) {
      const tail = chunk.subarray(start, end);
      const bytes = pieces.length === 0 ? tail : Buffer.concat([...pieces, tail]);
      if (pieces.length > 0) pieces = [];
      number += 1;
      addLine(lines, number, bytes);
      start = end + 1;
    }
    if (start < chunk.length) pieces.push(chunk.subarray(start));
    if (lines.length > 0) yield lines;
  }
  if (pieces.length === 0) return;
  const last: SourceLine[] = [];
  addLine(last, number + 1, Buffer.concat(pieces));
  if (last.length > 0) yield last;
}

function addLine(lines: SourceLine[], number: number, bytes: Buffer): void {
  const end = bytes.at(-1) === CARRIAGE_RETURN ? bytes.length - 1 : bytes.length;
  const start = number === 1 ? byteOrderMarkLength(bytes) : 0;
  const text = bytes.toString('utf8', start, end);
  if (text.trim() !== '') lines.push({ number, text, isUtf8: isUtf8(bytes) });
}
