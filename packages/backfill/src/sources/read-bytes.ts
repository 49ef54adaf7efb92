import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { STDIN } from './find-source-files';
import { gunzip } from './gunzip';
import { peek } from './peek';

const CHUNK_BYTES = 256 * 1024;

/** The content of a file or of standard input; gzip, told by its first bytes, is unpacked, every member of it. */
export async function* readBytes(file: string): AsyncGenerator<Buffer> {
  const raw: Readable =
    file === STDIN ? process.stdin : createReadStream(file, { highWaterMark: CHUNK_BYTES });
  try {
    const { head, chunks } = await peek(raw as AsyncIterable<Buffer>, ({ length }) => length >= 2);
    if (head[0] === 0x1f && head[1] === 0x8b) yield* gunzip(chunks, CHUNK_BYTES);
    else yield* chunks;
  } finally {
    raw.destroy();
  }
}
