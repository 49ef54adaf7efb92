import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { BytesWatch } from './again/bytes-watch';
import { readPieces } from './again/read-pieces';
import { STDIN } from './find-source-files';
import { gunzip } from './gunzip';
import { peek } from './peek';

const CHUNK_BYTES = 256 * 1024;

/**
 * The content of a file or of standard input; gzip, told by its first bytes, is unpacked, every member of it. `tellForm` is
 * told first whether the bytes are given as they are.
 */
export async function* readBytes(
  file: string,
  watch?: BytesWatch,
  tellForm?: (isPlain: boolean) => void,
): AsyncGenerator<Buffer> {
  const raw = openRaw(file, watch);
  try {
    const { head, chunks } = await peek(raw as AsyncIterable<Buffer>, ({ length }) => length >= 2);
    const isPacked = head[0] === 0x1f && head[1] === 0x8b;
    tellForm?.(!isPacked);
    if (isPacked) yield* gunzip(chunks, CHUNK_BYTES);
    else yield* chunks;
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
