import type { Delivery } from '@intercom-destination/core';
import type { Overlaps } from '../overlaps/overlaps';
import { settleFate } from '../overlaps/settle-fate';
import type { Dump } from '../reading/dump';
import type { DeliveryEnd, SafetyStop } from '../run-directory/run-state';
import type { SourceCall } from '../sources/read-calls';
import { deliverCall, recordDelivery, type DeliverCallOptions } from './deliver-call';
import { runLanes } from './lanes';
import { recordUnsent } from './record-unsent';

export interface DeliverCallsOptions extends DeliverCallOptions {
  readonly dump: Dump;
  readonly overlaps: Overlaps;
  readonly concurrency: number;
  /** Calls of people who are not there are left for a later reading, rather than given up. */
  readonly leaveMissing: boolean;
  /** Asked after each call that ended or was left; `delivery` is how, where it was to be delivered. */
  readonly shouldStop: (delivery: Delivery | undefined) => SafetyStop | undefined;
  readonly onEnded: () => void;
}

/** Brings every call that has not ended yet to its end, and each end into the journal before the next call begins. */
export async function deliverCalls(options: DeliverCallsOptions): Promise<DeliveryEnd> {
  const { dump, overlaps, journal } = options;
  const drain = options.stopRequest.drain.signal;
  const abort = options.stopRequest.abort.signal;
  let end: DeliveryEnd | undefined;

  async function work(source: SourceCall): Promise<'go_on' | 'stop'> {
    if (drain.aborted || abort.aborted) return 'stop';
    const fate = settleFate(dump.decideFate(source), overlaps.at(source.position));
    if (fate.kind !== 'to_deliver') {
      recordUnsent(source, fate, journal);
      options.onEnded();
      return goOn(undefined);
    }
    const delivery = await deliverCall(source, fate, options);
    if (delivery.outcome === 'halted') {
      end ??= { state: delivery.cause, error: delivery.error };
      return 'stop';
    }
    const isMissing = delivery.outcome === 'dead_letter' && delivery.reason === 'contact_not_found';
    if (isMissing && options.leaveMissing) {
      journal.recordLeft(source);
      return goOn(delivery);
    }
    recordDelivery(source, fate, delivery, journal);
    options.onEnded();
    return goOn(delivery);
  }

  /** Without those that have ended: most of a dump may be left out. */
  async function* readUnended(): AsyncGenerator<readonly SourceCall[]> {
    for await (const batch of dump.read(journal.firstUnended)) {
      if (drain.aborted) return;
      yield batch.filter(({ position }) => !journal.hasEnded(position));
    }
  }

  function goOn(delivery: Delivery | undefined): 'go_on' | 'stop' {
    const stop = options.shouldStop(delivery);
    if (stop === undefined) return 'go_on';
    end ??= { state: stop };
    return 'stop';
  }

  try {
    await runLanes(readUnended(), options.concurrency, work);
  } catch (error) {
    if (error !== abort.reason) throw error;
  }
  return end ?? { state: drain.aborted || abort.aborted ? 'paused' : 'finished' };
}
