import type { DeliveryEnvironment } from './environment';
import type { IntercomError } from './error-list';
import type { HttpReply, HttpRequest } from './http';
import { redactError } from './redact';
import { judgeResponse, type Verdict } from './verdict';

/** Sends requests to one workspace; any number may be under way. */
export interface Sender {
  readonly environment: DeliveryEnvironment;
  /** Rejects only when the signal is aborted. */
  send(request: HttpRequest, tally: Tally, options: SendOptions): Promise<Sent>;
  /** Nothing more is sent. The first cause stays. */
  halt(cause: Halt['cause'], error: IntercomError): Halt;
}

/** Why nothing more is sent. What was not delivered may be delivered later. */
export interface Halt {
  readonly cause: 'token_refused' | 'outage' | 'new_contact_limit';
  readonly error: IntercomError;
}

/** How a request fared. */
export type Sent =
  | { readonly outcome: 'answered'; readonly reply: HttpReply; readonly verdict: SettledVerdict }
  /** Given up after so many failures. `status` is that of the last answer; `undefined`: none came. */
  | {
      readonly outcome: 'exhausted';
      readonly status: number | undefined;
      readonly error: IntercomError | undefined;
    }
  /** `beforeRepeat` found that there is no need to send it again. */
  | { readonly outcome: 'needless' }
  | { readonly outcome: 'halted'; readonly halt: Halt };

/** A verdict that waiting would not change. */
type SettledVerdict = Exclude<Verdict, { readonly decision: 'wait_for_window' | 'back_off' }>;

/** What was tried for one data event, over all its requests. */
export interface Tally {
  attempts: number;
  /** An attempt got no answer, so Intercom may have done what was asked. */
  maybeStored: boolean;
}

export interface SendOptions {
  readonly signal?: AbortSignal | undefined;
  /** Texts that errors must not hold, beside the token. */
  readonly secrets: readonly string[];
  /** The token may lack the permission for this request: an answer like any other. */
  readonly mayBeForbidden?: boolean;
  /** The contact was made a moment ago, so a 404 passes. */
  readonly isNewContact?: boolean;
  /** Asked after a failure, before the same is sent again; true: there is no need to. */
  readonly beforeRepeat?: () => Promise<boolean>;
}

/** The verdict on a reply, with neither the person nor the token in its message: whatever answers may quote both. */
export function judgeFor(
  reply: HttpReply,
  token: string,
  { secrets, isNewContact = false }: SendOptions,
): Verdict {
  const verdict = judgeResponse(reply);
  if (verdict.decision === 'accept') return verdict;
  const error = redactError(verdict.error, [token, ...secrets]);
  if (isNewContact && verdict.decision === 'next_identifier') return { decision: 'back_off', error };
  return { ...verdict, error };
}

/** A good token without a certain permission: 403, or 401 with this code. */
export function isMissingPermission(
  { status }: HttpReply,
  { code }: IntercomError,
  { mayBeForbidden = false }: SendOptions,
): boolean {
  return mayBeForbidden && (status === 403 || code === 'token_unauthorized');
}
