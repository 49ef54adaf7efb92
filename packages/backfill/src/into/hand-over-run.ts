import { systemClock, type DeliverySettings, type Rate } from '@intercom-destination/core';
import { createPoolHttp } from '../delivery/pool-http';
import { createSafetyStops } from '../delivery/safety-stops';
import { sendingDetail } from '../delivery/sending-detail';
import { watchForPause } from '../delivery/watch-for-pause';
import { watchRate } from '../delivery/watch-rate';
import type { MaxErrors } from '../options/max-errors';
import type { Dump } from '../reading/dump';
import type { Survey } from '../reading/survey';
import { totalEnded, totalSent } from '../run-directory/counts';
import { runFiles } from '../run-directory/run-files';
import type { RunJournal } from '../run-directory/run-journal';
import type { DeliveryEnd } from '../run-directory/run-state';
import { describeHandover, type Handover } from '../target/handover';
import { INGESTION_FACTS } from '../target/ingestion';
import type { Log } from '../terminal/log';
import { showProgress, type ProgressForm } from '../terminal/progress';
import type { StopRequest } from '../terminal/stop-signals';
import { BatchSender } from './batch-sender';
import { CallPace } from './call-pace';
import { handOver } from './hand-over';

/** A platform that takes a run's calls. It holds the write key: never print it whole. */
export interface IngestionTarget {
  /** For people and the manifest. */
  readonly name: string;
  readonly handover: Handover;
  readonly writeKey: string;
  /** There are no contacts here to be remembered. */
  readonly remembers: false;
}

export function toIngestionTarget(handover: Handover, writeKey: string): IngestionTarget {
  return { name: describeHandover(handover), handover, writeKey, remembers: false };
}

/** Batches under way at once: few, as each is a second's calls, and a kill sends them all again. */
const BATCHES_UNDER_WAY_MAX = 4;

export interface HandOverRunOptions {
  readonly target: IngestionTarget;
  readonly dump: Dump;
  readonly found: Survey;
  readonly journal: RunJournal;
  readonly settings: DeliverySettings;
  /** As in the mapping. */
  readonly sendAnonymousId: boolean;
  readonly rate: Rate;
  readonly maxErrors: MaxErrors;
  readonly until?: Date | undefined;
  readonly progress: ProgressForm;
  readonly runDir: string;
  readonly stopRequest: StopRequest;
  readonly log: Log;
}

/** Opens the way to the platform and hands over what has not ended yet. */
export async function handOverRun(options: HandOverRunOptions): Promise<DeliveryEnd> {
  const { target, found, journal, settings, until, stopRequest, log } = options;
  const concurrency = Math.min(settings.concurrency, BATCHES_UNDER_WAY_MAX);
  const { http, close } = createPoolHttp(target.handover.url, concurrency);
  const { url } = target.handover;
  const { requestTimeoutMs, maxOutageMs } = settings;
  const sender = new BatchSender({
    ...{ url, writeKey: target.writeKey, http, clock: systemClock, random: Math.random },
    ...{ requestTimeoutMs, maxOutageMs },
  });
  const pace = new CallPace(options.rate, systemClock);
  log.info(`At most ${Math.round(pace.perSecond * 10) / 10} calls a second are handed over.`);
  const shouldStop = createSafetyStops({ maxErrors: options.maxErrors, untilMs: until?.getTime() });
  const progress = showProgress({
    title: 'Handing over',
    form: options.progress,
    total: found.calls - totalEnded(found.decided),
    alreadyDone: totalSent(journal.counts),
    readDetail: () => sendingDetail(INGESTION_FACTS[target.handover.kind].name, sender, stopRequest),
  });
  const watch = watchRate(runFiles(options.runDir).rate, pace, log);
  const pause = watchForPause(sender, stopRequest, until);
  try {
    const end = await handOver({
      dump: options.dump,
      overlaps: found.overlaps,
      journal,
      handover: target.handover,
      sendAnonymousId: options.sendAnonymousId,
      sender,
      pace,
      concurrency,
      stopRequest,
      shouldStop: () => shouldStop(journal.counts, undefined, Date.now()),
      onEnded: () => {
        progress.update(totalSent(journal.counts));
      },
    });
    return end.state === 'paused' ? { state: pause.state() } : end;
  } finally {
    pause.stop();
    watch.stop();
    progress.stop();
    await close();
  }
}
