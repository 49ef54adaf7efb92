import type { Failure } from '../failure';

// Segment's runtime has these as globals. Source: Segment, "Destination Functions", error handling.
declare const EventNotSupported: new (message: string) => Error;
declare const InvalidEventPayload: new (message: string) => Error;
declare const ValidationError: new (message: string) => Error;
declare const RetryError: new (message: string) => Error;

/** The failure as the error that Segment expects: only a `RetryError` is tried again. */
export function toFunctionError(failure: Failure): Error {
  switch (failure.kind) {
    case 'retryable':
      return new RetryError(failure.message);
    case 'bad_call':
      return new InvalidEventPayload(failure.message);
    case 'unauthorised':
    case 'refused':
      return new ValidationError(failure.message);
    default:
      return failure satisfies never;
  }
}

export function notSupported(type: string): Error {
  return new EventNotSupported(`This function sends track calls; ${type} is not supported.`);
}
