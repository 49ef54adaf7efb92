import { asObject, ownValue } from '../json-object';
import { parseBody } from './parse-body';

/** What Intercom says of a refusal, from its `error.list`. Each is `undefined` where Intercom said nothing. */
export interface IntercomError {
  readonly code: string | undefined;
  /** May quote an email or an identifier of the call: redact it before it is shown or kept. */
  readonly message: string | undefined;
  readonly requestId: string | undefined;
}

export const NO_ERROR: IntercomError = { code: undefined, message: undefined, requestId: undefined };

/** Reads a body that may be anything, an HTML page of a proxy included. */
export function readErrorList(body: string): IntercomError {
  const list = asObject(parseBody(body));
  const errors = ownValue(list, 'errors');
  const first = asObject(Array.isArray(errors) ? (errors[0] as unknown) : undefined);
  return {
    code: nameOrNone(ownValue(first, 'code')),
    message: textOrNone(ownValue(first, 'message')),
    requestId: nameOrNone(ownValue(list, 'request_id')),
  };
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
