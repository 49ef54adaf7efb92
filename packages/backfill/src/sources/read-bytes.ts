import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { STDIN } from './find-source-files';
import { gunzip } from './gunzip';

const CHUNK_BYTES = 256 * 1024;

/** The content of a file or of standard input; gzip, told by its first bytes, is unpacked, every member of it. */
export async function* readBytes(file: string): AsyncGenerator<Buffer> {
  const raw: Readable =
    file === STDIN ? process.stdin : createReadStream(file, { highWaterMark: CHUNK_BYTES });
  const iterator = (raw as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  try {
    const head = await readHead(iterator);
    const chunks = withHead(head, iterator);
    if (head[0] === 0x1f && head[1] === 0x8b) yield* gunzip(chunks, CHUNK_BYTES);
    else yield* chunks;
  } finally {
    raw.destroy();
  }
}

/** At least the two bytes that tell gzip, where the content has as many. */
async function readHead(iterator: AsyncIterator<Buffer>): Promise<Buffer> {
  let head = Buffer.alloc(0);
  while (head.length < 2) {
    const next = await iterator.next();
    if (next.done === true) break;
    head = Buffer.concat([head, next.value]);
  }
  return head;
}

async function* withHead(head: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  if (head.length > 0) yield head;
  for (;;) {
    const next = await rest.next();
    if (next.done === true) return;
    yield next.value;
  }
}
