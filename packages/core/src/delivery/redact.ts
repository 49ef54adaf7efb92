import { toWellFormed } from '../well-formed';
import type { IntercomError } from './error-list';

const EMAIL = /[^\s@<>"'(),;:]+@[^\s@<>"'(),;:]+/g;
const MESSAGE_LENGTH_MAX = 500;

/** What is looked for of an identifier: a pattern of many thousand characters is one that cannot be compiled. */
const PATTERN_LENGTH_MAX = 1_000;

/**
 * A message of Intercom's without the person: emails and the given identifiers become `…`, in whatever case, and
 * percent-encoded as in a path too.
 */
export function redact(message: string, identifiers: readonly string[]): string {
  let redacted = message;
  const forms = new Set(
    identifiers.flatMap((identifier) => [identifier, encodeURIComponent(toWellFormed(identifier))]),
  );
  // The longest first: a shorter one may be its beginning.
  for (const form of [...forms].sort((a, b) => b.length - a.length)) {
    if (form !== '') redacted = redacted.replace(toPattern(form), '…');
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

/** Of a long one the beginning, and all that is joined to it. */
function toPattern(text: string): RegExp {
  const rest = text.length > PATTERN_LENGTH_MAX ? String.raw`\S*` : '';
  return new RegExp(escapePattern(text.slice(0, PATTERN_LENGTH_MAX)) + rest, 'gi');
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}
