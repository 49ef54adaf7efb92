import { constants } from 'node:buffer';
import { BYTE, countLineFeeds } from './json/json-bytes';
import { SourceFault } from './source-fault';

/** Lines of a file as they stand there. Each has its end; that of the last line of all may be missing. */
export interface RawLines {
  readonly bytes: Buffer;
  /** That of the first, from 1. */
  readonly number: number;
  /** Lines that end here, the last of all included. */
  readonly count: number;
  /** The last line goes on in the next lines. */
  readonly isCut: boolean;
}

/** No text can be longer, some 512 MB. A little is left for the chunk that ends it. */
export const LINE_BYTES_MAX = constants.MAX_STRING_LENGTH - 2 ** 20;

/**
 * Gathers bytes into whole lines, about a chunk at a time. `first` is the number of the first line. Lines of more than `cutAt`
 * bytes are cut.
 */
export async function* readRawLines(
  chunks: AsyncIterable<Buffer>,
  first = 1,
  cutAt = Infinity,
): AsyncGenerator<RawLines> {
  let number = first;
  let pieces: Buffer[] = [];
  let pending = 0;
  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(BYTE.lineFeed) + 1;
    if (end > 0) {
      const bytes = Buffer.concat([...pieces, chunk.subarray(0, end)]);
      const count = countLineFeeds(bytes);
      yield { bytes, number, count, isCut: false };
      number += count;
      pieces = [];
    }
    if (end < chunk.length) pieces.push(chunk.subarray(end));
    pending = (end > 0 ? 0 : pending) + chunk.length - end;
    if (pending > cutAt) {
      yield { bytes: Buffer.concat(pieces), number, count: 0, isCut: true };
      pieces = [];
      pending = 0;
    }
    if (pending > LINE_BYTES_MAX) throw new SourceFault(`has a line that is too long, line ${number}`);
  }
  if (pieces.length > 0) yield { bytes: Buffer.concat(pieces), number, count: 1, isCut: false };
}
