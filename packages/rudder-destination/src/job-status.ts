import type { DeadLetterReason, DeliveryFailure } from '@intercom-destination/core';

/** The status with which RudderStack's server ends a delivery or a deletion, or tries it again. */
export interface JobStatus {
  /** 2xx: done. 429, 408 and from 500: tried again. Every other one: given up. */
  readonly status: number;
  readonly message: string;
  /** The token will not do. */
  readonly isUnauthorised: boolean;
  /** Core's name for it where the event is given up. */
  readonly reason?: DeadLetterReason;
}

export const DELIVERED: JobStatus = {
  status: 200,
  message: 'Intercom has taken the event.',
  isUnauthorised: false,
};

/** The failure under a status that the server treats as it deserves. */
export function toJobStatus(failure: DeliveryFailure): JobStatus {
  const { message } = failure;
  switch (failure.kind) {
    case 'retryable':
      return { status: toRetriedStatus(failure.status), message, isUnauthorised: false };
    case 'unauthorised':
      return { status: 401, message, isUnauthorised: true };
    case 'refused':
      return { status: failure.status, message, isUnauthorised: false, reason: failure.reason };
    default:
      return failure satisfies never;
  }
}

/** The kind of error that RudderStack counts it as. */
export function errorTypeOf({ status }: JobStatus): 'throttled' | 'retryable' | 'aborted' {
  if (status === 429) return 'throttled';
  return isRetried(status) ? 'retryable' : 'aborted';
}

export function isDone({ status }: JobStatus): boolean {
  return status >= 200 && status < 300;
}

/** Whether the server tries again. Source: rudder-server, `router/worker.go` and `router/utils`. */
function isRetried(status: number): boolean {
  return status === 429 || status === 408 || status >= 500;
}

/** What may pass but has a status that the server gives up on, or none, is a fault like any other. */
function toRetriedStatus(status: number | undefined): number {
  return status !== undefined && isRetried(status) ? status : 500;
}
