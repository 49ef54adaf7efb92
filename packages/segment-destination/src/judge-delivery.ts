import { describeFailure, type Delivery } from '@intercom-destination/core';
import { toRetryableStatus, type Failure } from './failure';

/** How a delivery that did not end well is told to Segment. `mayCome`: a missing contact may be there on a later try. */
export function judgeDelivery(
  delivery: Exclude<Delivery, { outcome: 'accepted' }>,
  mayCome: boolean,
): Failure {
  const failure = describeFailure(delivery, mayCome);
  switch (failure.kind) {
    case 'retryable': {
      const { kind, status, message } = failure;
      return { kind, status: status === undefined ? 504 : toRetryableStatus(status), message };
    }
    case 'unauthorised':
      return failure;
    case 'refused': {
      const { kind, status, reason, message } = failure;
      return { kind, status, code: reason.toUpperCase(), message };
    }
    default:
      return failure satisfies never;
  }
}
