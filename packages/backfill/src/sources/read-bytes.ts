import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { BytesWatch } from './again/bytes-watch';
import { readPieces } from './again/read-pieces';
import { unpack } from './containers/unpack';
import { STDIN } from './find-source-files';

const CHUNK_BYTES = 256 * 1024;

/**
 * The content of a file or of standard input, unpacked: see `unpack`. `tellForm` is told first whether the bytes are given as
 * they are.
 */
export async function* readBytes(
  file: string,
  watch?: BytesWatch,
  tellForm?: (isPlain: boolean) => void,
): AsyncGenerator<Buffer> {
  const raw = openRaw(file, watch);
  try {
    yield* unpack(raw as AsyncIterable<Buffer>, { file, chunkBytes: CHUNK_BYTES, tellForm });
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
