/**
 * No dot is asked for: event names have hyphens in their place. Looked for where a word begins: from each place in it, a
 * long word would take the square of its length.
 */
const EMAIL = /(?<![^\s@<>"'()])[^\s@<>"'()]+@[^\s@<>"'()]+/g;

/** The text with `…` for each email in it: event names and keys are the sender's words, and some put one into them. */
export function maskEmails(text: string): string {
  return text.includes('@') ? text.replace(EMAIL, '…') : text;
}
