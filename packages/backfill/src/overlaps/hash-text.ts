/** Bits of a hash: as many as a number holds exactly. */
export const HASH_BITS = 53;

/**
 * A number below 2^53 for a text, spread evenly. `before` is the hash of what comes before it, or a seed: what has the same
 * hash is the same but for one in 2^53, unless somebody looks for it who knows the seed. Two characters a step take half
 * as long as one.
 */
export function hashText(text: string, before = 0): number {
  let high = 0x2f0b4c47 ^ upperBits(before);
  let low = 0x51ed270b ^ before;
  const { length } = text;
  for (let at = 0; at < length; at += 2) {
    // To read past the end would be slow; the length tells the end from a character 0.
    const second = at + 1 < length ? text.charCodeAt(at + 1) : 0;
    const pair = text.charCodeAt(at) | (second << 16);
    high = Math.imul(high ^ pair, 0x01000193);
    high ^= high >>> 17;
    low = Math.imul(low ^ pair, 0x5bd1e995) ^ (high >>> 15);
  }
  return join(high ^ length, low ^ high);
}

const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);

/** As `hashText`, for a number. */
export function hashNumber(number: number, before = 0): number {
  // JSON writes -0 as 0.
  double[0] = number + 0;
  const one = words[0] ?? 0;
  const other = words[1] ?? 0;
  const high = Math.imul(0x2f0b4c47 ^ upperBits(before) ^ one, 0x01000193) ^ other;
  const low = Math.imul(0x51ed270b ^ before ^ other, 0x5bd1e995) ^ one;
  return join(high, low ^ (high >>> 15));
}

/** The upper 32 bits. */
export function upperBits(hash: number): number {
  return Math.floor(hash / 2 ** 21);
}

function join(high: number, low: number): number {
  return mix(high) * 2 ** 21 + (mix(low) >>> 11);
}

function mix(bits: number): number {
  let mixed = bits ^ (bits >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
