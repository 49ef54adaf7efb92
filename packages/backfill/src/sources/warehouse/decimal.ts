/** Digits that a number of JavaScript always keeps. */
const DIGITS_SAFE = 15;

/** Places and bytes beyond which no warehouse has a decimal: those of Arrow have 76 digits. */
const SCALE_MAX = 1_000;
const BYTES_MAX = 64;

/**
 * A decimal of Parquet with all its digits: a number where JavaScript shows that one with the same digits, zeros at its end
 * aside, and where the unscaled integer is not beyond 2^53; else text. `undefined`: it is no decimal of a warehouse.
 */
export function readDecimal(unscaled: unknown, scale: number): number | string | undefined {
  if (!Number.isInteger(scale) || scale < 0 || scale > SCALE_MAX) return undefined;
  const whole = toInteger(unscaled);
  if (whole === undefined) return undefined;
  const digits = (whole < 0n ? -whole : whole).toString().padStart(scale + 1, '0');
  const split = digits.length - scale;
  const text = `${whole < 0n ? '-' : ''}${digits.slice(0, split)}${scale === 0 ? '' : `.${digits.slice(split)}`}`;
  const number = Number(text);
  return isExact(whole, scale, number) ? number : text;
}

function isExact(unscaled: bigint, scale: number, number: number): boolean {
  if (!Number.isSafeInteger(Number(unscaled))) return false;
  const digits = String(unscaled);
  if (digits.replace('-', '').length <= DIGITS_SAFE) return true;
  const [whole = '', fraction = ''] = String(number).split('.');
  return whole + fraction.padEnd(scale, '0') === digits;
}

function toInteger(unscaled: unknown): bigint | undefined {
  if (typeof unscaled === 'bigint') return unscaled;
  if (typeof unscaled === 'number') return Number.isInteger(unscaled) ? BigInt(unscaled) : undefined;
  if (!(unscaled instanceof Uint8Array) || unscaled.length > BYTES_MAX) return undefined;
  if (unscaled.length === 0) return 0n;
  const hex = Buffer.from(unscaled.buffer, unscaled.byteOffset, unscaled.byteLength).toString('hex');
  return BigInt.asIntN(unscaled.length * 8, BigInt(`0x${hex}`));
}
