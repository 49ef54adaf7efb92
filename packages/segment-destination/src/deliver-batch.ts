import pLimit from 'p-limit';
import { deliverWith, openDelivery, type CallResult, type OpenReader } from './deliver-call';
import type { HostCall } from './host-call';

/** Requests under way at once. Ours: a hundred events at a tenth of a second each are sent within one second. */
export const CONCURRENCY = 20;

/**
 * Delivers many calls, each for itself, as `deliverCall` does: every call has its end, in the order given. After a 429 or
 * a refused token nothing more is sent, and the rest ends as that did.
 */
export async function deliverBatch<Input>(
  inputs: readonly Input[],
  openReader: OpenReader<Input>,
  host: HostCall,
): Promise<readonly CallResult[]> {
  // Around each request and not around each call: a call that waits for another one's end takes up no room.
  const shared = openDelivery(openReader, host, pLimit(CONCURRENCY));
  return Promise.all(inputs.map((input) => deliverWith(input, shared)));
}
