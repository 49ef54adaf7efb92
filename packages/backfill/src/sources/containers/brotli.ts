import { brotliDecompressSync, constants } from 'node:zlib';
import { errorCodeOf } from '../../terminal/error-code';
import { countByteKinds } from './byte-kinds';

/** A beginning of brotli that unpacks to more than this is believed without a look at it. */
const UNPACKED_BYTES_MAX = 2 ** 22;

/** Brotli has no magic number: it is what unpacks to text, as far as it is there. */
export function isBrotli(head: Buffer): boolean {
  try {
    const unpacked = brotliDecompressSync(head, {
      finishFlush: constants.BROTLI_OPERATION_FLUSH,
      maxOutputLength: UNPACKED_BYTES_MAX,
    });
    const { controls, invalid } = countByteKinds(unpacked);
    return unpacked.length > 0 && controls + invalid === 0;
  } catch (error) {
    return errorCodeOf(error) === 'ERR_BUFFER_TOO_LARGE';
  }
}
