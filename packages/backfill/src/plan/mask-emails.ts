/** No dot is asked for: event names have hyphens in their place. */
const EMAIL = /[^\s@<>"'()]+@[^\s@<>"'()]+/g;

/** The text with `…` for each email in it: event names and keys may hold some, and a plan shows no person. */
export function maskEmails(text: string): string {
  return text.includes('@') ? text.replace(EMAIL, '…') : text;
}
