import { deliverRun } from '../delivery/deliver-run';
import { openDelivery, type OpenDelivery } from '../delivery/open-delivery';
import { handOverRun } from '../into/hand-over-run';
import type { Dump } from '../reading/dump';
import type { Survey } from '../reading/survey';
import { totalEnded } from '../run-directory/counts';
import { hashSubject } from '../run-directory/manifest';
import type { RunMeter } from '../run-directory/measurements';
import { runFiles } from '../run-directory/run-files';
import type { RunJournal } from '../run-directory/run-journal';
import type { DeliveryEnd } from '../run-directory/run-state';
import type { Target } from '../target/target';
import { showProgress } from '../terminal/progress';
import { AdapterDeliverer } from '../through/adapter-deliverer';
import { recordBaseline } from '../verify/baseline';
import { gatherCalls } from '../verify/gather-calls';
import { bindRun } from './bind-run';
import type { PreparedRun } from './prepared-run';

/** What the first reading found, and where the ends of its calls go. */
export interface CallsOfRun {
  readonly dump: Dump;
  readonly found: Survey;
  readonly journal: RunJournal;
  readonly meter: RunMeter;
  /** A first start has checked the workspace before it read anything. */
  readonly isResumed: boolean;
}

/** Brings the calls of a run that have not ended yet to Intercom, or hands them to the platform that the run names. */
export function deliverOrHandOver(prepared: PreparedRun, calls: CallsOfRun): Promise<DeliveryEnd> {
  const { target, manifest, delivery: settings, options, stopRequest, log } = prepared;
  const { dump, found, journal } = calls;
  const ended = totalEnded(journal.counts);
  if (ended >= found.calls) return Promise.resolve({ state: 'finished' });
  if (calls.isResumed) log.info(`${ended} calls have ended already.`);
  if (!('handover' in target)) return deliverToIntercom(target, prepared, calls);
  return handOverRun({
    target,
    dump,
    found,
    journal,
    settings,
    sendAnonymousId: manifest.mapping.sendAnonymousId,
    rate: options.rate,
    maxErrors: options.maxErrors,
    until: options.until,
    progress: options.progress,
    runDir: options.runDir,
    stopRequest,
    log,
  });
}

async function deliverToIntercom(
  target: Target,
  prepared: PreparedRun,
  calls: CallsOfRun,
): Promise<DeliveryEnd> {
  const { manifest, adapter, delivery: settings, options, stopRequest, log } = prepared;
  const { dump, found, journal, meter, isResumed } = calls;
  if (isResumed) await bindRun(prepared, isResumed);
  const delivery = await openDelivery({
    target,
    runDir: options.runDir,
    settings,
    rate: options.rate,
    journal,
    meter,
    stopRequest,
    log,
  });
  let throughAdapter: AdapterDeliverer | undefined;
  try {
    if (!isResumed) await storeBaseline(prepared, calls, delivery);
    if (adapter !== undefined) {
      const { sender } = delivery;
      throughAdapter = await AdapterDeliverer.open({ adapter, sender, settings, journal });
      log.info(`The calls go through ${manifest.through}.`);
    }
    return await deliverRun({
      dump,
      found,
      journal,
      delivery,
      deliverer: throughAdapter ?? delivery.deliverer,
      concurrency: options.concurrency,
      retriesMissing: settings.missingContact === 'retry',
      maxErrors: options.maxErrors,
      until: options.until,
      progress: options.progress,
      stopRequest,
      log,
    });
  } finally {
    await throughAdapter?.close();
    await delivery.close();
  }
}

/** Stores what Intercom counts before the first data event leaves, for `verify`. */
async function storeBaseline(
  { manifest, delivery: settings, options, stopRequest, log }: PreparedRun,
  { dump, found }: CallsOfRun,
  { sender }: OpenDelivery,
): Promise<void> {
  const { signal } = stopRequest.drain;
  await recordBaseline(runFiles(options.runDir).verifyBefore, {
    subject: hashSubject(manifest),
    sample: found.sample,
    gatherCalls: async (contacts) => {
      const reading = showProgress({
        title: 'Reading for verify',
        form: options.progress,
        total: found.calls,
      });
      try {
        const { overlaps } = found;
        return await gatherCalls(contacts, { dump, overlaps, onProgress: reading.update, signal });
      } finally {
        reading.stop();
      }
    },
    environment: sender.environment,
    requestTimeoutMs: settings.requestTimeoutMs,
    signal,
    log,
  });
  signal.throwIfAborted();
}
