const EMAIL = /[^\s@<>"'(),;:]+@[^\s@<>"'(),;:]+/g;

/** A message of Intercom's without the person: emails and the given identifiers become `…`. */
export function redact(message: string, identifiers: readonly string[]): string {
  let redacted = message;
  for (const identifier of identifiers) {
    if (identifier !== '') redacted = redacted.replaceAll(identifier, '…');
  }
  return redacted.replace(EMAIL, '…');
}
