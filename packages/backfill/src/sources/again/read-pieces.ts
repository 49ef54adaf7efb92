import { open, type FileHandle } from 'node:fs/promises';
import { BLOCK_BYTES, type BytesWatch } from './bytes-watch';

/** What is handed on at once: as much as a stream of Node's gives. */
const CHUNK_BYTES = 256 * 1024;

/** The bytes of a file from the block on in which `from` lies, each block shown to the watch before any byte of it is given out. */
export async function* readPieces(file: string, watch: BytesWatch, from = 0): AsyncGenerator<Buffer> {
  const handle = await open(file);
  try {
    for (let start = from - (from % BLOCK_BYTES); start < watch.bytes; start += BLOCK_BYTES) {
      const block = await readRange(handle, start, Math.min(BLOCK_BYTES, watch.bytes - start));
      watch.see(start, block);
      for (let at = Math.max(0, from - start); at < block.length; at += CHUNK_BYTES) {
        yield block.subarray(at, at + CHUNK_BYTES);
      }
    }
  } finally {
    await handle.close();
  }
}

/** Fewer bytes where the file ends before. */
export async function readRange(handle: FileHandle, start: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafeSlow(length);
  let read = 0;
  while (read < length) {
    const { bytesRead } = await handle.read(bytes, read, length - read, start + read);
    if (bytesRead === 0) break;
    read += bytesRead;
  }
  return bytes.subarray(0, read);
}
