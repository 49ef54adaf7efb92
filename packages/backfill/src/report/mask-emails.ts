/** Event names and keys are the sender's words, and some put an address into them. */
export function maskEmails(text: string): string {
  return text.replaceAll(/[^\s@<>"'(),;:]+@[^\s@<>"'(),;:]+/g, '…');
}
