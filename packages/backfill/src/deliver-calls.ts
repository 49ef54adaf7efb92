import type { Deliverer, IntercomError, TrackCallMapper } from '@intercom-destination/core';
import { decideFate } from './map-source-call';
import { runLanes } from './lanes';
import { totalEnded } from './run-directory/counts';
import type { RunJournal } from './run-directory/run-directory';
import { readCalls, type SourceCall } from './sources/read-calls';
import type { StopRequest } from './stop-signals';
import { untilAborted } from './until-aborted';

export type DeliveryEnd =
  | { readonly state: 'finished' | 'paused' }
  | { readonly state: 'token_refused'; readonly error: IntercomError };

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
  const { files, mapTrackCall, deliverer, journal } = options;
  const drain = options.stopRequest.drain.signal;
  const abort = options.stopRequest.abort.signal;
  let refusedToken: IntercomError | undefined;

  async function work(source: SourceCall): Promise<'go_on' | 'stop'> {
    if (drain.aborted || abort.aborted) return 'stop';
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
        // Delivery itself heeds the signal between two attempts only, and an answer may take half a minute.
        const delivery = await untilAborted(deliverer.deliver(fate.mapped, abort), abort);
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
    if (error !== abort.reason) throw error;
  }
  if (refusedToken !== undefined) return { state: 'token_refused', error: refusedToken };
  return { state: drain.aborted || abort.aborted ? 'paused' : 'finished' };
}
