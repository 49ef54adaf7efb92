import type { DeadLetterReason } from '@intercom-destination/core';
import {
  deliverCall,
  recordDelivery,
  type CallToDeliver,
  type DeliverCallOptions,
} from '../delivery/deliver-call';
import { runLanes } from '../delivery/lanes';
import { recordUnsent } from '../delivery/record-unsent';
import type { Fate } from '../filters/fate';
import type { Overlap } from '../overlaps/overlaps';
import { settleFate, type SettledFate } from '../overlaps/settle-fate';
import type { DeliveryEnd } from '../run-directory/run-state';
import type { RecordContent } from '../sources/source-record';
import { readDeadLetters, type StoredDeadLetter } from './read-dead-letters';

export interface RetryCallsOptions extends DeliverCallOptions {
  /** The file of dead letters. */
  readonly path: string;
  readonly reasons: ReadonlySet<DeadLetterReason>;
  /** Maps the stored call anew; `undefined`: the stored data event is sent. */
  readonly remap: ((content: RecordContent) => Fate) | undefined;
  readonly concurrency: number;
  readonly onEnded: () => void;
}

/** Tries the dead letters again that were not tried in this round yet, and journals each end anew. */
export async function retryCalls(options: RetryCallsOptions): Promise<DeliveryEnd> {
  const { path, reasons, remap, journal } = options;
  const drain = options.stopRequest.drain.signal;
  const abort = options.stopRequest.abort.signal;
  let end: DeliveryEnd | undefined;

  async function work(stored: StoredDeadLetter): Promise<'go_on' | 'stop'> {
    if (drain.aborted || abort.aborted) return 'stop';
    const { source, reason: was } = stored;
    const isDue = journal.isDeadLetter(source.position) && !journal.wasRetried(source.position);
    if (!isDue || !reasons.has(was)) return 'go_on';
    const fate = remap === undefined || !stored.hasCall ? asStored(stored) : mapAnew(stored, remap);
    if (fate.kind !== 'to_deliver') recordUnsent(source, fate, journal, was);
    else {
      const delivery = await deliverCall(source, fate, options);
      if (delivery.outcome === 'halted') {
        end ??= { state: delivery.cause, error: delivery.error };
        return 'stop';
      }
      recordDelivery(source, fate, delivery, journal, was);
    }
    options.onEnded();
    return 'go_on';
  }

  try {
    await runLanes(readDeadLetters(path), options.concurrency, work);
  } catch (error) {
    if (error !== abort.reason) throw error;
  }
  return end ?? { state: drain.aborted || abort.aborted ? 'paused' : 'finished' };
}

function asStored({ dataEvent, identity, isSameSecond, shiftedS }: StoredDeadLetter): CallToDeliver {
  return { kind: 'to_deliver', mapped: { ok: true, dataEvent, identity, notes: [] }, isSameSecond, shiftedS };
}

/** The second that a call was moved to stays its own. */
function mapAnew(stored: StoredDeadLetter, remap: (content: RecordContent) => Fate): SettledFate {
  return settleFate(remap(stored.source.content), overlapOf(stored));
}

function overlapOf({ isSameSecond, shiftedS }: StoredDeadLetter): Overlap | undefined {
  if (shiftedS > 0) return { kind: 'shifted', seconds: shiftedS };
  return isSameSecond ? { kind: 'same_second' } : undefined;
}
