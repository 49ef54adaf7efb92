import { createGunzip, type Gunzip } from 'node:zlib';

/**
 * Unpacks every member. Throws where the data is corrupt or ends too early, and also where anything but zeros follows
 * the zeros that pad a file: Node ends there without a word, and whole members would be lost.
 */
export async function* gunzip(chunks: AsyncIterable<Buffer>, chunkSize: number): AsyncGenerator<Buffer> {
  const unpacked = createGunzip({ chunkSize });
  let fault: { readonly error: unknown } | undefined;
  const fed = feed(unpacked, chunks).catch((error: unknown) => {
    fault = { error };
    unpacked.destroy(error instanceof Error ? error : new Error('unknown fault'));
  });
  for await (const chunk of unpacked as AsyncIterable<Buffer>) yield chunk;
  await fed;
  if (fault !== undefined) throw fault.error;
}

async function feed(unpacked: Gunzip, chunks: AsyncIterable<Buffer>): Promise<void> {
  let given = 0;
  let hasEnded = false;
  for await (const chunk of chunks) {
    if (!hasEnded) await write(unpacked, chunk);
    // What it takes no interest in comes after its last member.
    const rest = chunk.subarray(Math.max(0, unpacked.bytesWritten - given));
    if (rest.length > 0) hasEnded = true;
    requireZeros(rest);
    given += chunk.length;
  }
  unpacked.end();
}

/** Resolves when the chunk was taken in, or when there is nothing more to unpack. */
function write(unpacked: Gunzip, chunk: Buffer): Promise<void> {
  return new Promise((resolve) => {
    const onDone = () => {
      unpacked.off('end', onDone);
      resolve();
    };
    unpacked.once('end', onDone);
    unpacked.write(chunk, onDone);
  });
}

function requireZeros(rest: Buffer): void {
  if (rest.every((byte) => byte === 0)) return;
  throw Object.assign(new Error('there is data after the zeros that end it'), { code: 'Z_DATA_ERROR' });
}
