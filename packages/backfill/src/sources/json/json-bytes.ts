/** The bytes by which JSON is taken apart. None of them occurs inside a character of several bytes. */
export const BYTE = {
  tab: 0x09,
  lineFeed: 0x0a,
  carriageReturn: 0x0d,
  blank: 0x20,
  quote: 0x22,
  comma: 0x2c,
  colon: 0x3a,
  openBracket: 0x5b,
  backslash: 0x5c,
  closeBracket: 0x5d,
  openBrace: 0x7b,
  closeBrace: 0x7d,
} as const;

export function isJsonSpace(byte: number): boolean {
  return byte === BYTE.blank || byte === BYTE.lineFeed || byte === BYTE.carriageReturn || byte === BYTE.tab;
}

/** What may stand before a text in UTF-8. */
export const BYTE_ORDER_MARK: readonly number[] = [0xef, 0xbb, 0xbf];

/** The length of the byte order mark at the start; 0: there is none. */
export function byteOrderMarkLength(bytes: Buffer): number {
  return BYTE_ORDER_MARK.every((byte, index) => bytes[index] === byte) ? BYTE_ORDER_MARK.length : 0;
}

export function countLineFeeds(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(BYTE.lineFeed); at !== -1; at = bytes.indexOf(BYTE.lineFeed, at + 1))
    count += 1;
  return count;
}
