/** No dot is asked for: event names have hyphens in their place. */
const EMAIL = /[^\s@<>"'()]+@[^\s@<>"'()]+/g;

/** The text with `…` for each email in it: event names and keys are the sender's words, and some put one into them. */
export function maskEmails(text: string): string {
  return text.includes('@') ? text.replace(EMAIL, '…') : text;
}
