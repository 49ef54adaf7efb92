import type { DeliverySettings } from '@intercom-destination/core';
import { describeEnd } from '../delivery/describe-end';
import type { DeliveryEnd } from '../report/run-state';
import { deliverRun } from '../delivery/deliver-run';
import { createDump, type Dump } from '../reading/dump';
import type { ExitCode } from '../terminal/exit-codes';
import type { Suppression } from '../filters/suppression';
import { handOverRun, type IngestionTarget } from '../into/hand-over-run';
import type { Log } from '../terminal/log';
import { openDelivery } from '../delivery/open-delivery';
import { showProgress } from '../terminal/progress';
import { readAhead, requireNameBudget } from './read-ahead';
import { exitCodeOf } from '../report/exit-code-of';
import { readReport } from '../report/read-report';
import { RunMeter } from '../run-directory/measurements';
import { buildReport } from '../report/run-report';
import type { RunState } from '../report/run-state';
import { summarise } from '../report/summary';
import type { RunOptions } from './run-options';
import { keepCheckpoints, readCheckpoint } from '../run-directory/checkpoint';
import { totalEnded } from '../run-directory/counts';
import {
  describeRun,
  hashSubject,
  requireSameRun,
  subjectOf,
  type Manifest,
} from '../run-directory/manifest';
import { replaceFile } from '../run-directory/replace-file';
import { hasBegun, runFiles } from '../run-directory/run-files';
import { RunJournal } from '../run-directory/run-journal';
import type { StopRequest } from '../terminal/stop-signals';
import type { Survey } from '../reading/survey';
import type { Target } from '../target/target';
import { recordBaseline } from '../verify/baseline';
import { gatherCalls } from '../verify/gather-calls';
import { AdapterDeliverer } from '../through/adapter-deliverer';
import type { HostAdapter } from '../through/host-adapter';

/** A run that is locked, bound to its inputs, and ready to read. */
export interface PreparedRun {
  readonly target: Target | IngestionTarget;
  readonly files: readonly string[];
  readonly manifest: Manifest;
  readonly suppression: Suppression | undefined;
  /** `undefined`: core delivers. */
  readonly adapter: HostAdapter | undefined;
  readonly delivery: DeliverySettings;
  readonly options: RunOptions;
  readonly stopRequest: StopRequest;
  readonly log: Log;
}

/** Reads everything, delivers what has not ended yet, and reports. */
export async function carryOutRun(prepared: PreparedRun): Promise<ExitCode> {
  const { target, files, manifest, suppression, options, stopRequest, log } = prepared;
  const paths = runFiles(options.runDir);
  const startedMs = Date.now();
  const dump = createDump({ ...manifest, files, suppression });
  const requireSameInputs = () => {
    requireSameRun(manifest, describeRun({ ...subjectOf(manifest), files }, new Date()));
  };
  const found = await readAhead(dump, {
    onCollision: manifest.on_collision,
    overlapsFolder: paths.overlaps,
    verifySample: target.remembers ? manifest.verify_sample : 0,
    progress: options.progress,
    signal: stopRequest.drain.signal,
  });
  log.info(
    `${found.calls} calls were read from ${files.length === 1 ? 'one file' : `${files.length} files`}.`,
  );
  requireSameInputs();
  requireNameBudget(found, options.nameBudget);

  const meter = new RunMeter(
    hasBegun(options.runDir) ? readCheckpoint(paths.checkpoint)?.measurements : undefined,
  );
  const journal = new RunJournal(options.runDir, (source, ended) => {
    log.debug(describeEnd(source, ended));
    meter.ended(ended);
  });
  const reported = readReport(paths.report);
  if (reported?.state === 'finished' && totalEnded(journal.counts) === found.calls) {
    journal.close();
    process.stdout.write(summarise(reported, paths.report));
    return exitCodeOf(reported);
  }

  const writeReport = (state: RunState) => {
    const report = buildReport({
      state,
      target: target.name,
      begunAt: manifest.created_at,
      startedMs,
      endedMs: Date.now(),
      input: found,
      counts: journal.counts,
      contactsCreated: journal.createdContacts.count,
      measurements: meter.measurements,
    });
    replaceFile(paths.report, `${JSON.stringify(report, null, 2)}\n`);
    return report;
  };
  // Whoever looks at the run meanwhile, or after a kill, finds there what is known of the input.
  writeReport('running');
  const checkpoints = keepCheckpoints(paths.checkpoint, journal, meter, found.calls, stopRequest.abort);
  let end: DeliveryEnd;
  try {
    end = await deliver(prepared, dump.upTo(found.lastPosition), found, journal, meter);
  } finally {
    checkpoints.stop();
    journal.close();
  }
  checkpoints.throwIfFailed();
  if (end.state === 'finished' && totalEnded(journal.counts) !== found.calls) requireSameInputs();

  const report = writeReport(end.state);
  process.stdout.write(summarise(report, paths.report));
  if (end.error?.code !== undefined) log.warn(`Intercom says: ${end.error.code}.`);
  return exitCodeOf(report);
}

async function deliver(
  prepared: PreparedRun,
  dump: Dump,
  found: Survey,
  journal: RunJournal,
  meter: RunMeter,
): Promise<DeliveryEnd> {
  const { manifest, delivery: settings, options, log } = prepared;
  const ended = totalEnded(journal.counts);
  if (ended >= found.calls) return { state: 'finished' };
  if (ended > 0) log.info(`${ended} calls have ended already.`);
  const { target } = prepared;
  if ('handover' in target) {
    const { sendAnonymousId } = manifest.mapping;
    return handOverRun({ ...prepared, ...options, target, dump, found, settings, journal, sendAnonymousId });
  }
  const delivery = await openDelivery({ ...prepared, ...options, target, settings, journal, meter });
  let throughAdapter: AdapterDeliverer | undefined;
  try {
    if (ended === 0) {
      const { drain } = prepared.stopRequest;
      await recordBaseline(runFiles(options.runDir).verifyBefore, {
        subject: hashSubject(manifest),
        sample: found.sample,
        gatherCalls: async (contacts) => {
          const { progress: form } = options;
          const reading = showProgress({ title: 'Reading for verify', form, total: found.calls });
          try {
            const { update: onProgress } = reading;
            return await gatherCalls(contacts, {
              dump,
              overlaps: found.overlaps,
              onProgress,
              signal: drain.signal,
            });
          } finally {
            reading.stop();
          }
        },
        environment: delivery.sender.environment,
        requestTimeoutMs: settings.requestTimeoutMs,
        signal: drain.signal,
        log,
      });
      drain.signal.throwIfAborted();
    }
    const { adapter } = prepared;
    if (adapter !== undefined) {
      const { sender } = delivery;
      throughAdapter = await AdapterDeliverer.open({ adapter, sender, settings, journal });
      log.info(`The calls go through ${manifest.through}.`);
    }
    return await deliverRun({
      ...prepared,
      deliverer: throughAdapter ?? delivery.deliverer,
      dump,
      found,
      journal,
      delivery,
      concurrency: options.concurrency,
      retriesMissing: settings.missingContact === 'retry',
      maxErrors: options.maxErrors,
      until: options.until,
      progress: options.progress,
    });
  } finally {
    await throughAdapter?.close();
    await delivery.close();
  }
}
