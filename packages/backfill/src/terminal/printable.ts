/** Controls of a terminal, line and paragraph separators, and marks that turn the direction of text. */
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * Text from elsewhere as one line for a terminal: characters that move the cursor, forge a line or turn the direction of
 * what follows are written as JSON would escape them.
 */
export function printable(text: string): string {
  return text.replace(UNSAFE, escape);
}

/** JSON, laid out in lines, as a terminal may show it. It means the same. */
export function printableJson(json: string): string {
  return json.replace(UNSAFE, (character) => (character === '\n' ? character : escape(character)));
}

function escape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
