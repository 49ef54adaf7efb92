import type { IntercomError } from './error-list';

const EMAIL = /[^\s@<>"'(),;:]+@[^\s@<>"'(),;:]+/g;
const MESSAGE_LENGTH_MAX = 500;

/** A message of Intercom's without the person: emails and the given identifiers become `…`, in whatever case. */
export function redact(message: string, identifiers: readonly string[]): string {
  let redacted = message;
  // The longest first: a shorter one may be its beginning.
  for (const identifier of [...identifiers].sort((a, b) => b.length - a.length)) {
    if (identifier !== '') redacted = redacted.replace(new RegExp(escapePattern(identifier), 'gi'), '…');
  }
  // Cut last, so that no half of a secret stays.
  return redacted.replace(EMAIL, '…').slice(0, MESSAGE_LENGTH_MAX);
}

/** The same of a whole error. A code that is a secret itself is left out. */
export function redactError(error: IntercomError, secrets: readonly string[]): IntercomError {
  const clean = (text: string | undefined) =>
    text !== undefined && secrets.some((secret) => secret !== '' && text.includes(secret)) ? undefined : text;
  return {
    code: clean(error.code),
    message: error.message === undefined ? undefined : redact(error.message, secrets),
    requestId: clean(error.requestId),
  };
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}
