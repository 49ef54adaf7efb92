import {
  IntegrationError,
  InvalidAuthenticationError,
  PayloadValidationError,
  RetryableError,
} from '@segment/actions-core';
import type { Failure } from './failure';

/** The failure as the error that Segment expects to be thrown. */
export function toHostError(failure: Failure): Error {
  switch (failure.kind) {
    case 'retryable':
      return new RetryableError(failure.message, failure.status);
    case 'unauthorised':
      return new InvalidAuthenticationError(failure.message);
    case 'bad_call':
      return new PayloadValidationError(failure.message);
    case 'refused':
      return new IntegrationError(failure.message, failure.code, failure.status);
    default:
      return failure satisfies never;
  }
}
