import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { BytesWatch } from './again/bytes-watch';
import { readPieces } from './again/read-pieces';
import type { ReadPacked } from './containers/refuse-foreign';
import { unpack } from './containers/unpack';
import type { SeenBytes } from './file-form';
import { STDIN } from './find-source-files';

const CHUNK_BYTES = 256 * 1024;

/**
 * The content of a file or of standard input, unpacked: see `unpack`. `seen` is told what shows on the way.
 */
export async function* readBytes(file: string, watch?: BytesWatch, seen?: SeenBytes): AsyncGenerator<Buffer> {
  const raw = openRaw(file, watch);
  try {
    const tellForm = (packedIn: ReadPacked | 'none') => {
      if (seen !== undefined) seen.packedIn = packedIn;
    };
    const unpacked = unpack(raw as AsyncIterable<Buffer>, { file, chunkBytes: CHUNK_BYTES, tellForm });
    for await (const chunk of unpacked) {
      if (seen !== undefined) seen.bytes += chunk.length;
      yield chunk;
    }
  } finally {
    raw.destroy();
  }
}

function openRaw(file: string, watch: BytesWatch | undefined): Readable {
  if (file === STDIN) return process.stdin;
  return watch === undefined
    ? createReadStream(file, { highWaterMark: CHUNK_BYTES })
    : Readable.from(readPieces(file, watch));
}
