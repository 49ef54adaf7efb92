/** Why something was not done, in Segment's terms: the status says whether it is tried again. */
export type Failure =
  | { readonly kind: 'retryable'; readonly status: RetryableStatus; readonly message: string }
  | { readonly kind: 'unauthorised'; readonly message: string }
  | { readonly kind: 'bad_call'; readonly message: string }
  | { readonly kind: 'refused'; readonly status: number; readonly code: string; readonly message: string };

/** Of those that Segment tries again, the ones that we use. */
export type RetryableStatus = 408 | 429 | 500 | 502 | 503 | 504;

/** The status that Segment shows, and by which it decides. */
export function statusOf(failure: Failure): number {
  switch (failure.kind) {
    case 'retryable':
    case 'refused':
      return failure.status;
    case 'unauthorised':
      return 401;
    case 'bad_call':
      return 400;
    default:
      return failure satisfies never;
  }
}

/** A status of an answer that may be another next time; what Segment would not try again becomes a 500. */
export function toRetryableStatus(status: number): RetryableStatus {
  return RETRYABLE.find((retryable) => retryable === status) ?? 500;
}

const RETRYABLE: readonly RetryableStatus[] = [408, 429, 500, 502, 503, 504];
