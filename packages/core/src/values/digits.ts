const DECIMAL_DIGIT = /\p{Nd}/u;
const DIGITS_BEYOND_ASCII = /(?![0-9])\p{Nd}/gu;

/** The text with the decimal digits of other scripts, such as `٢٠٢٤`, as `0` to `9`. */
export function toAsciiDigits(text: string): string {
  return text.replace(DIGITS_BEYOND_ASCII, (digit) => String(valueOf(digit)));
}

/** Unicode keeps the digits of a script together and in order, from zero; a few scripts follow each other. */
function valueOf(digit: string): number {
  const point = digit.codePointAt(0) ?? 0;
  let zero = point;
  while (DECIMAL_DIGIT.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return (point - zero) % 10;
}
