import type { MaxErrors } from '../options/max-errors';
import type { Dump } from '../reading/dump';
import type { Survey } from '../reading/survey';
import { totalEnded, totalSent } from '../run-directory/counts';
import type { RunJournal } from '../run-directory/run-journal';
import type { DeliveryEnd } from '../run-directory/run-state';
import type { Log } from '../terminal/log';
import { showProgress, type ProgressForm } from '../terminal/progress';
import type { StopRequest } from '../terminal/stop-signals';
import type { CallDeliverer } from './deliver-call';
import { deliverCalls } from './deliver-calls';
import type { OpenDelivery } from './open-delivery';
import { createSafetyStops } from './safety-stops';
import { sendingDetail } from './sending-detail';
import { watchForPause } from './watch-for-pause';

export interface DeliverRunOptions {
  readonly dump: Dump;
  readonly found: Survey;
  readonly journal: RunJournal;
  readonly delivery: OpenDelivery;
  readonly deliverer: CallDeliverer;
  readonly concurrency: number;
  /** Who is missing is asked for once more at the end. */
  readonly retriesMissing: boolean;
  readonly maxErrors: MaxErrors;
  readonly until: Date | undefined;
  readonly progress: ProgressForm;
  readonly stopRequest: StopRequest;
  readonly log: Log;
}

/** Delivers what has not ended yet. */
export async function deliverRun(options: DeliverRunOptions): Promise<DeliveryEnd> {
  const { found, journal, until, stopRequest, retriesMissing, log } = options;
  const { deliverer } = options;
  const { sender } = options.delivery;
  const shouldStop = createSafetyStops({ maxErrors: options.maxErrors, untilMs: until?.getTime() });
  const progress = showProgress({
    title: 'Delivering',
    form: options.progress,
    total: found.calls - totalEnded(found.decided),
    alreadyDone: totalSent(journal.counts),
    readDetail: () => sendingDetail('Intercom', sender, stopRequest),
  });
  const read = (leaveMissing: boolean) =>
    deliverCalls({
      dump: options.dump,
      overlaps: found.overlaps,
      journal,
      deliverer,
      concurrency: options.concurrency,
      stopRequest,
      leaveMissing,
      shouldStop: (delivery) => shouldStop(journal.counts, delivery, Date.now()),
      onEnded: () => {
        progress.update(totalSent(journal.counts));
      },
      onSearchNotPermitted: () => {
        log.warn('The token may not search contacts, so leads are not found by their email.');
      },
    });
  const pause = watchForPause(sender, stopRequest, until);
  try {
    const first = await read(retriesMissing);
    if (first.state === 'paused') return { state: pause.state() };
    if (!retriesMissing || first.state !== 'finished') return first;
    log.info('Asking once more for the people who were missing.');
    deliverer.forgetMissing();
    const second = await read(false);
    return second.state === 'paused' ? { state: pause.state() } : second;
  } finally {
    pause.stop();
    progress.stop();
  }
}
