import { createHash } from 'node:crypto';

/** A number from 0 up to 1 for a text, always the same one: those below a share are a stable sample of that size. */
export function hashShare(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;
}
