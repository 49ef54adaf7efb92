/** ES2024 and Node 20; Segment's catalogue compiles for ES2020 and allows Node 18. */
interface Es2024Text {
  isWellFormed(): boolean;
  toWellFormed(): string;
}

const LONE_SURROGATE = /\p{Surrogate}/u;
const LONE_SURROGATES = /\p{Surrogate}/gu;
const isNative = 'toWellFormed' in String.prototype;

/** Whether no half of a surrogate pair stands alone. Such a half has no form in UTF-8. */
export function isWellFormed(text: string): boolean {
  return isNative ? (text as unknown as Es2024Text).isWellFormed() : !LONE_SURROGATE.test(text);
}

/** The text with U+FFFD for each half of a surrogate pair that stands alone. */
export function toWellFormed(text: string): string {
  return isNative ? (text as unknown as Es2024Text).toWellFormed() : text.replace(LONE_SURROGATES, '\uFFFD');
}
