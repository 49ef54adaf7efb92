import { closeSync, openSync, readSync } from 'node:fs';

/** Reads the lines of a file that ends in half a line where its writer was killed. Gives the length of the whole ones. */
export function readWholeLines(path: string, onLine: (text: string) => void): { wholeBytes: number } {
  const descriptor = openSync(path, 'r');
  try {
    const chunk = Buffer.alloc(1 << 16);
    let rest = Buffer.alloc(0);
    let wholeBytes = 0;
    for (;;) {
      const size = readSync(descriptor, chunk);
      if (size === 0) return { wholeBytes };
      const bytes = Buffer.concat([rest, chunk.subarray(0, size)]);
      let start = 0;
      for (let end = bytes.indexOf(0x0a); end !== -1; end = bytes.indexOf(0x0a, start)) {
        onLine(bytes.toString('utf8', start, end));
        start = end + 1;
      }
      wholeBytes += start;
      rest = bytes.subarray(start);
    }
  } finally {
    closeSync(descriptor);
  }
}
