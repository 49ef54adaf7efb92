import { toWellFormed } from '../well-formed';
import { READ_MESSAGE_LENGTH_MAX, type IntercomError } from './error-list';

/** Looked for where a word begins: from each place in it, a long word would take the square of its length. */
const EMAIL = /(?<![^\s@<>"'(),;:])[^\s@<>"'(),;:]+@[^\s@<>"'(),;:]+/g;
const MESSAGE_LENGTH_MAX = 500;

/** What is looked for of an identifier: a pattern of many thousand characters is one that cannot be compiled. */
const PATTERN_LENGTH_MAX = 1_000;

/**
 * A message of Intercom's without the person: emails and the given identifiers become `…`, in whatever case, and
 * percent-encoded as in a path too.
 */
export function redact(message: string, identifiers: readonly string[]): string {
  const forms = new Set(
    identifiers.flatMap((identifier) => [identifier, encodeURIComponent(toWellFormed(identifier))]),
  );
  forms.delete('');
  let redacted = startOf(message, forms);
  // The longest first: a shorter one may be its beginning.
  for (const form of [...forms].sort((a, b) => b.length - a.length)) {
    redacted = redacted.replace(toPattern(form), '…');
  }
  // Cut last, so that no half of a secret stays.
  return redacted.replace(EMAIL, '…').slice(0, MESSAGE_LENGTH_MAX);
}

/**
 * As much of the message as is looked through. Where that is not all, a half of a secret and the last word, which may be
 * half of an email, are left out: no pattern would find them.
 */
function startOf(message: string, secrets: Iterable<string>): string {
  if (message.length < READ_MESSAGE_LENGTH_MAX) return message;
  const start = message.slice(0, READ_MESSAGE_LENGTH_MAX);
  const lower = start.toLowerCase();
  let end = start.length;
  for (const secret of secrets) {
    end = Math.min(end, start.length - overlapOf(lower, secret.slice(0, start.length).toLowerCase()));
  }
  while (end > 0 && /\S/.test(start.charAt(end - 1))) end -= 1;
  return `${start.slice(0, end)}…`;
}

/** How many characters at the end of the text are the first ones of the secret. */
function overlapOf(text: string, secret: string): number {
  let overlap = Math.min(text.length, secret.length);
  while (overlap > 0 && !text.endsWith(secret.slice(0, overlap))) overlap -= 1;
  return overlap;
}

/** The same of a whole error. A code that is a secret itself is left out. */
export function redactError(error: IntercomError, secrets: readonly string[]): IntercomError {
  const clean = (text: string | undefined) =>
    text !== undefined && secrets.some((secret) => secret !== '' && text.includes(secret)) ? undefined : text;
  return {
    status: error.status,
    code: clean(error.code),
    message: error.message === undefined ? undefined : redact(error.message, secrets),
    requestId: clean(error.requestId),
  };
}

/** Of a long one the beginning, and all that is joined to it. */
function toPattern(text: string): RegExp {
  const rest = text.length > PATTERN_LENGTH_MAX ? String.raw`\S*` : '';
  return new RegExp(escapePattern(text.slice(0, PATTERN_LENGTH_MAX)) + rest, 'gi');
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}
