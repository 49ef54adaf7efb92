import { gunzip } from '../gunzip';
import { peek } from '../peek';
import { isGzip, isZstd } from './known-form';
import { isEnoughForForm, refuseForeign, type ReadPacked } from './refuse-foreign';

export interface UnpackOptions {
  /** For what is said of it. */
  readonly file: string;
  /** Bytes given out at once, of gzip. */
  readonly chunkBytes: number;
  /** Told first what the bytes are packed in. */
  readonly tellForm?: ((packedIn: ReadPacked | 'none') => void) | undefined;
}

/**
 * The text of a file or of standard input: gzip and zstd, told by their first bytes, are unpacked once. Throws `SourceFault`
 * where what is there, or was in it, is another archive or no text at all; Parquet is given out as it is.
 */
export async function* unpack(
  raw: AsyncIterable<Buffer>,
  { file, chunkBytes, tellForm }: UnpackOptions,
): AsyncGenerator<Buffer> {
  const { head, chunks } = await peek(raw, isEnoughForForm);
  const packedIn = findReadPacked(head);
  tellForm?.(packedIn ?? 'none');
  if (packedIn === undefined) {
    refuseForeign(head, file);
    yield* chunks;
    return;
  }
  const unpacked =
    packedIn === 'gzip' ? gunzip(chunks, chunkBytes) : (await import('./unzstd')).unzstd(chunks);
  const inner = await peek(unpacked, isEnoughForForm);
  try {
    refuseForeign(inner.head, file, packedIn);
  } catch (error) {
    await unpacked.return(undefined);
    throw error;
  }
  yield* inner.chunks;
}

function findReadPacked(head: Buffer): ReadPacked | undefined {
  if (isGzip(head)) return 'gzip';
  return isZstd(head) ? 'zstd' : undefined;
}
