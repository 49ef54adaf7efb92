/** Bits of a hash: as many as a number holds exactly. */
export const HASH_BITS = 53;

/**
 * A number below 2^53 for a text, always the same one, spread evenly. For counting only: not against somebody who looks
 * for two texts with one hash.
 */
export function hashText(text: string): number {
  let high = 0x2f0b4c47;
  let low = 0x51ed270b;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 0x01000193);
    low = Math.imul(low ^ code, 0x5bd1e995) ^ (high >>> 15);
  }
  return mix(high ^ text.length) * 2 ** 21 + (mix(low ^ high) >>> 11);
}

/** The upper 32 bits. */
export function upperBits(hash: number): number {
  return Math.floor(hash / 2 ** 21);
}

function mix(bits: number): number {
  let mixed = bits ^ (bits >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
