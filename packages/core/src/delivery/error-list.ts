import { asObject, ownValue } from '../track-call';

/** What Intercom says of a refusal, from its `error.list`. Each is `undefined` where Intercom said nothing. */
export interface IntercomError {
  readonly code: string | undefined;
  /** May quote an email or an identifier of the call: redact it before it is shown or kept. */
  readonly message: string | undefined;
  readonly requestId: string | undefined;
}

/** Reads a body that may be anything, an HTML page of a proxy included. */
export function readErrorList(body: string): IntercomError {
  const list = asObject(parse(body));
  const errors = ownValue(list, 'errors');
  const first = asObject(Array.isArray(errors) ? (errors[0] as unknown) : undefined);
  return {
    code: textOrNone(ownValue(first, 'code')),
    message: textOrNone(ownValue(first, 'message')),
    requestId: textOrNone(ownValue(list, 'request_id')),
  };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function textOrNone(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
