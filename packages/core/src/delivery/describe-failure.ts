import type { Identifier } from '../call/identity';
import type { DeadLetter, Delivery } from './deliver';
import { isRedirect, type IntercomError } from './error-list';
import type { DeadLetterReason } from './verdict';

/** A delivery that did not end well, for a host that tries again by itself. */
export type DeliveryFailure =
  /** The same may succeed later. `status` is that of Intercom's answer; `undefined`: there was none. */
  | { readonly kind: 'retryable'; readonly status: number | undefined; readonly message: string }
  /** The token will not do. */
  | { readonly kind: 'unauthorised'; readonly message: string }
  /** Trying again would not help. `status` says the same in HTTP's words. */
  | {
      readonly kind: 'refused';
      readonly status: number;
      readonly reason: DeadLetterReason;
      readonly message: string;
    };

/** What to tell a host. `mayCome`: a missing contact may be there on a later try. Neither token nor person is shown. */
export function describeFailure(
  delivery: Exclude<Delivery, { outcome: 'accepted' }>,
  mayCome: boolean,
): DeliveryFailure {
  if (delivery.outcome === 'dead_letter') return describeDeadLetter(delivery, mayCome);
  const { cause, error } = delivery;
  switch (cause) {
    case 'token_refused':
      return {
        kind: 'unauthorised',
        message: `Intercom refuses the access token, or it lacks the permission to write events${statusOf(error)}. Check the token and the region in the settings.${inWordsOf(error)}`,
      };
    case 'outage':
    case 'new_contact_limit':
      return { kind: 'retryable', status: 503, message: `Sending was stopped.${inWordsOf(error)}` };
    default:
      return cause satisfies never;
  }
}

function describeDeadLetter(
  { reason, status, maybeStored, error, by }: DeadLetter,
  mayCome: boolean,
): DeliveryFailure {
  const said = inWordsOf(error);
  switch (reason) {
    case 'exhausted':
      if (status === undefined) {
        return { kind: 'retryable', status, message: maybeStored ? UNSURE : 'Intercom did not answer.' };
      }
      return {
        kind: 'retryable',
        status,
        message:
          status === 429
            ? `The rate limit of the Intercom workspace is used up.${said}`
            : `Intercom answered ${status}, which may pass.${said}`,
      };
    case 'contact_not_found':
      return mayCome
        ? {
            kind: 'retryable',
            status: 503,
            message: `Intercom has no such contact yet; the event is tried again in case it is being made.${said}`,
          }
        : refused(
            404,
            reason,
            `Intercom has no such contact, so the event was dropped. Identify the person first.${said}`,
          );
    case 'event_name_limit':
      return refused(
        422,
        reason,
        `The Intercom workspace has its 120 event names already, so it takes no event under a new one. Archive names in Intercom's settings, or send fewer different ones.${said}`,
      );
    case 'ambiguous_contact':
      return refused(
        409,
        reason,
        `Several Intercom contacts answer to ${by === undefined ? 'the identifier' : WORDS[by]} of this event, so it was dropped.${said}`,
      );
    case 'contact_conflict':
      return refused(409, reason, `The contact could not be made: another one has its email or id.${said}`);
    case 'contact_archived':
      return refused(409, reason, `The contact is archived in Intercom, so the event was dropped.${said}`);
    case 'refused':
      return refused(400, reason, `Intercom refused the event${statusOf(error)}.${said}`);
    default:
      return reason satisfies never;
  }
}

const WORDS: Readonly<Record<Identifier['by'], string>> = {
  id: 'the contact id',
  user_id: 'the user id',
  email: 'the email',
};

/** The status of the answer, in brackets after a blank; empty: it is not known. */
function statusOf(error: IntercomError | undefined): string {
  return error?.status === undefined ? '' : ` (${error.status})`;
}

const UNSURE =
  'No answer came from Intercom, which may have stored the event. It is sent again with the same time, by which Intercom can tell a repetition.';

function refused(status: number, reason: DeadLetterReason, message: string): DeliveryFailure {
  return { kind: 'refused', status, reason, message };
}

/** What Intercom said, redacted by core, as a sentence after a blank; empty: nothing. */
export function inWordsOf(error: IntercomError | undefined): string {
  if (error === undefined) return '';
  const { status, code, message, requestId } = error;
  if (status !== undefined && isRedirect(status)) {
    return ` It redirects to ${message ?? 'no address'}, which is not followed: check the base URL in the settings.`;
  }
  const said = [code, message].filter((part) => part !== undefined).join(': ');
  if (said === '') return '';
  return ` Intercom says: ${said}${requestId === undefined ? '' : ` (request ${requestId})`}`;
}
