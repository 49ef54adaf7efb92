import { closeSync, openSync, readSync } from 'node:fs';
import { BYTE } from '../sources/json/json-bytes';

const CHUNK_BYTES = 256 * 1024;

/** Reads the lines of a file that ends in half a line where its writer was killed. Gives the length of the whole ones. */
export function readWholeLines(path: string, onLine: (text: string) => void): { wholeBytes: number } {
  return readWholeLineBytes(path, (bytes) => {
    for (const text of bytes.toString('utf8', 0, bytes.length - 1).split('\n')) onLine(text);
  });
}

/** The same as bytes, many lines at once, each with its line feed. They hold only until `onLines` returns. */
export function readWholeLineBytes(path: string, onLines: (bytes: Buffer) => void): { wholeBytes: number } {
  const descriptor = openSync(path, 'r');
  try {
    const chunk = Buffer.alloc(CHUNK_BYTES);
    let rest = Buffer.alloc(0);
    let wholeBytes = 0;
    for (;;) {
      const size = readSync(descriptor, chunk);
      if (size === 0) return { wholeBytes };
      const bytes = Buffer.concat([rest, chunk.subarray(0, size)]);
      const end = bytes.lastIndexOf(BYTE.lineFeed) + 1;
      if (end > 0) onLines(bytes.subarray(0, end));
      wholeBytes += end;
      rest = bytes.subarray(end);
    }
  } finally {
    closeSync(descriptor);
  }
}
