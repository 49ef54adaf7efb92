import { asObject, ownValue, type JsonObject } from '../json-object';
import type { HttpReply } from './http';
import { parseBody } from './parse-body';

/** What Intercom says of a refusal, from its `error.list`. Each is `undefined` where Intercom said nothing. */
export interface IntercomError {
  /** Of the answer that said it; `undefined`: it is not known, or there was none. */
  readonly status: number | undefined;
  readonly code: string | undefined;
  /** May quote an email or an identifier of the call: redact it before it is shown or kept. Of a redirect: where to. */
  readonly message: string | undefined;
  readonly requestId: string | undefined;
}

export const NO_ERROR: IntercomError = {
  status: undefined,
  code: undefined,
  message: undefined,
  requestId: undefined,
};

/** A reply as far as it says what is wrong. */
export type Refusing = Pick<HttpReply, 'status' | 'body'> & Partial<Pick<HttpReply, 'headers'>>;

/** Reads a reply whose body may be anything, an HTML page of a proxy included. */
export function readErrorList({ status, body, headers }: Refusing): IntercomError {
  if (isRedirect(status)) return { ...NO_ERROR, status, message: placeOf(headers?.['location']) };
  const list = asObject(parseBody(body));
  const first = asObject(errorsOf(list)[0]);
  return {
    status,
    code: nameOrNone(ownValue(first, 'code')),
    message: textOrNone(ownValue(first, 'message')),
    requestId: nameOrNone(ownValue(list, 'request_id')),
  };
}

/** Whether a reply that says yes holds errors. Few hold the word, so that few are parsed for it. */
export function hasErrors(body: string): boolean {
  return body.includes('"errors"') && errorsOf(asObject(parseBody(body))).length > 0;
}

export function isRedirect(status: number): boolean {
  return status >= 300 && status < 400;
}

function errorsOf(list: JsonObject | undefined): readonly unknown[] {
  const errors = ownValue(list, 'errors');
  return Array.isArray(errors) ? (errors as readonly unknown[]) : [];
}

/** What follows the path may be a secret of whoever redirects. */
function placeOf(location: string | undefined): string | undefined {
  return textOrNone(location?.split(/[?#]/, 1)[0]);
}

/** More than is ever shown: it is redacted first, and cut then. */
export const READ_MESSAGE_LENGTH_MAX = 5_000;

function textOrNone(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value.slice(0, READ_MESSAGE_LENGTH_MAX) : undefined;
}

/** A code or an id, which is shown as it is; anything longer or stranger might quote the call. */
function nameOrNone(value: unknown): string | undefined {
  return typeof value === 'string' && /^[\w-]{1,64}$/.test(value) ? value : undefined;
}
