import { hasErrors, readErrorList, type IntercomError, type Refusing } from './error-list';

/** Why a data event was given up. */
export type DeadLetterReason =
  | 'contact_not_found'
  /** Several contacts answer to the email, or a conflict that names none. */
  | 'ambiguous_contact'
  /** The contact could not be made: another one holds the email or the id. */
  | 'contact_conflict'
  | 'contact_archived'
  | 'event_name_limit'
  | 'refused'
  | 'exhausted';

/** What an answer to `POST /events` means for the data event. */
export type Verdict =
  | { readonly decision: 'accept' }
  /** The window is used up for everybody; it reopens at the second that the reply names. */
  | { readonly decision: 'wait_for_window'; readonly error: IntercomError }
  | { readonly decision: 'back_off'; readonly error: IntercomError }
  /** Nobody is known by this identifier; another one may do. */
  | { readonly decision: 'next_identifier'; readonly error: IntercomError }
  /** The token is at fault and every later event would be refused too. */
  | { readonly decision: 'halt'; readonly error: IntercomError }
  | {
      readonly decision: 'dead_letter';
      readonly reason: 'ambiguous_contact' | 'event_name_limit' | 'refused';
      readonly error: IntercomError;
    };

/** Source of the answers: the API reference and recorded replies. */
export function judgeResponse(reply: Refusing): Verdict {
  const { status, body } = reply;
  // Success is 202 with an empty body, which is never parsed.
  if (status >= 200 && status < 300 && !isPage(body) && !hasErrors(body)) return { decision: 'accept' };
  const error = readErrorList(reply);
  if (status === 429) return { decision: 'wait_for_window', error };
  // A page of HTML, whatever its status, a redirect, and a yes with errors come from something between us and Intercom.
  if (isPage(body) || status < 400 || status === 408 || status >= 500) return { decision: 'back_off', error };
  if (status === 401 || status === 403) return { decision: 'halt', error };
  if (status === 404) return { decision: 'next_identifier', error };
  // Recorded on the old /users, inferred for events: several users share the email.
  if (status === 409) return { decision: 'dead_letter', reason: 'ambiguous_contact', error };
  if (status === 422 && isNameLimit(error))
    return { decision: 'dead_letter', reason: 'event_name_limit', error };
  return { decision: 'dead_letter', reason: 'refused', error };
}

/** HTML, which something between us and Intercom has sent. */
export function isPage(body: string): boolean {
  return body.trimStart().startsWith('<');
}

/** Recorded: "Cannot have more than 120 active event names", under the code "422". */
function isNameLimit({ message }: IntercomError): boolean {
  return message !== undefined && /active event names/i.test(message);
}
