import type { Deliverer, IntercomError, TrackCallMapper } from '@intercom-destination/core';
import { decideFate } from './map-source-call';
import { runLanes } from './lanes';
import { totalEnded } from './run-directory/counts';
import type { RunJournal } from './run-directory/run-directory';
import { readCalls, type SourceCall } from './sources/read-calls';

export type DeliveryEnd =
  | { readonly state: 'finished' | 'paused' }
  | { readonly state: 'token_refused'; readonly error: IntercomError };

/** How the person at the terminal stops a run. */
export interface StopRequest {
  /** No further call is begun; what is under way is finished. */
  isDraining: boolean;
  /** Aborted: nothing more is sent, not even what is under way. */
  readonly abort: AbortController;
}

/** Brings every call that has not ended yet to its end, and each end into the journal before the next call begins. */
export async function deliverCalls(options: {
  readonly files: readonly string[];
  readonly mapTrackCall: TrackCallMapper;
  readonly deliverer: Deliverer;
  readonly journal: RunJournal;
  readonly concurrency: number;
  readonly stopRequest: StopRequest;
  readonly onEnded: (ended: number) => void;
}): Promise<DeliveryEnd> {
  const { files, mapTrackCall, deliverer, journal, stopRequest } = options;
  let refusedToken: IntercomError | undefined;

  async function work(source: SourceCall): Promise<'go_on' | 'stop'> {
    if (stopRequest.isDraining) return 'stop';
    if (journal.hasEnded(source.position)) return 'go_on';
    const fate = decideFate(source, mapTrackCall);
    switch (fate.kind) {
      case 'skipped':
        journal.recordEnd(source, { outcome: 'skipped', code: fate.code });
        break;
      case 'refused':
        journal.recordEnd(source, { outcome: 'refused', code: fate.refusal.code }, fate.refusal);
        break;
      case 'to_deliver': {
        const delivery = await deliverer.deliver(fate.mapped, stopRequest.abort.signal);
        if (delivery.outcome === 'halted') {
          refusedToken = delivery.error;
          return 'stop';
        }
        if (delivery.outcome === 'accepted') journal.recordEnd(source, delivery);
        else {
          const { reason, attempts, maybeStored, error } = delivery;
          journal.recordEnd(
            source,
            { outcome: 'dead_letter', code: reason, attempts },
            {
              reason,
              maybe_stored: maybeStored,
              ...(error === undefined ? {} : { error }),
              data_event: fate.mapped.dataEvent,
            },
          );
        }
        break;
      }
      default:
        fate satisfies never;
    }
    options.onEnded(totalEnded(journal.counts));
    return 'go_on';
  }

  try {
    await runLanes(readCalls(files), options.concurrency, work);
  } catch (error) {
    if (!stopRequest.abort.signal.aborted) throw error;
  }
  if (refusedToken !== undefined) return { state: 'token_refused', error: refusedToken };
  return { state: stopRequest.isDraining || stopRequest.abort.signal.aborted ? 'paused' : 'finished' };
}
