import { createMapper, type DeliverySettings } from '@intercom-destination/core';
import { describeEnd } from './describe-end';
import type { DeliveryEnd } from './deliver-calls';
import { deliverRun } from './deliver-run';
import type { ExitCode } from './exit-codes';
import { handOverRun, type IngestionTarget } from './into/hand-over-run';
import type { Log } from './log';
import { openDelivery } from './open-delivery';
import { readAhead, requireNameBudget } from './read-ahead';
import { exitCodeOf } from './report/exit-code-of';
import { readReport } from './report/read-report';
import { buildReport } from './report/run-report';
import { summarise } from './report/summary';
import type { RunOptions } from './run-options';
import { keepCheckpoints } from './run-directory/checkpoint';
import { totalEnded } from './run-directory/counts';
import { describeRun, requireSameRun, type Manifest } from './run-directory/manifest';
import { replaceFile } from './run-directory/replace-file';
import { runFiles } from './run-directory/run-files';
import { RunJournal } from './run-directory/run-journal';
import type { StopRequest } from './stop-signals';
import type { Survey } from './survey';
import type { Target } from './target';
import { AdapterDeliverer } from './through/adapter-deliverer';
import type { HostAdapter } from './through/host-adapter';

/** A run that is locked, bound to its inputs, and ready to read. */
export interface PreparedRun {
  readonly target: Target | IngestionTarget;
  readonly files: readonly string[];
  readonly manifest: Manifest;
  /** `undefined`: core delivers. */
  readonly adapter: HostAdapter | undefined;
  readonly delivery: DeliverySettings;
  readonly options: RunOptions;
  readonly stopRequest: StopRequest;
  readonly log: Log;
}

/** Reads everything, delivers what has not ended yet, and reports. */
export async function carryOutRun(prepared: PreparedRun): Promise<ExitCode> {
  const { target, files, manifest, options, stopRequest, log } = prepared;
  const paths = runFiles(options.runDir);
  const startedMs = Date.now();
  const requireSameInputs = () => {
    const { mapping, on_collision: onCollision, through = 'core', into } = manifest;
    const subject = { files, target: target.name, mapping, onCollision, through, into };
    requireSameRun(manifest, describeRun(subject, new Date()));
  };
  const found = await readAhead(files, createMapper(manifest.mapping), {
    onCollision: manifest.on_collision,
    overlapsFolder: paths.overlaps,
    progress: options.progress,
    signal: stopRequest.drain.signal,
  });
  log.info(
    `${found.calls} calls were read from ${files.length === 1 ? 'one file' : `${files.length} files`}.`,
  );
  requireSameInputs();
  requireNameBudget(found, options.nameBudget);

  const journal = new RunJournal(options.runDir, (source, ended) => {
    log.debug(describeEnd(source, ended));
  });
  const reported = readReport(paths.report);
  if (reported?.state === 'finished' && totalEnded(journal.counts) === found.calls) {
    journal.close();
    process.stdout.write(summarise(reported, paths.report));
    return exitCodeOf(reported);
  }

  const checkpoints = keepCheckpoints(paths.checkpoint, journal, found.calls, stopRequest.abort);
  let end: DeliveryEnd;
  try {
    end = await deliver(prepared, found, journal);
  } finally {
    checkpoints.stop();
    journal.close();
  }
  checkpoints.throwIfFailed();
  if (end.state === 'finished' && totalEnded(journal.counts) !== found.calls) requireSameInputs();

  const report = buildReport({
    state: end.state,
    target: target.name,
    begunAt: manifest.created_at,
    startedMs,
    endedMs: Date.now(),
    survey: found,
    counts: journal.counts,
    contactsCreated: journal.createdContacts.count,
  });
  replaceFile(paths.report, `${JSON.stringify(report, null, 2)}\n`);
  process.stdout.write(summarise(report, paths.report));
  if (end.error?.code !== undefined) log.warn(`Intercom says: ${end.error.code}.`);
  return exitCodeOf(report);
}

async function deliver(prepared: PreparedRun, found: Survey, journal: RunJournal): Promise<DeliveryEnd> {
  const { manifest, delivery: settings, options, log } = prepared;
  const ended = totalEnded(journal.counts);
  if (ended >= found.calls) return { state: 'finished' };
  if (ended > 0) log.info(`${ended} calls have ended already.`);
  const { target } = prepared;
  if ('handover' in target) {
    const { mapping } = manifest;
    return handOverRun({
      ...{ ...prepared, ...options, target, found, settings, journal },
      mapTrackCall: createMapper(mapping),
      sendAnonymousId: mapping.sendAnonymousId,
    });
  }
  const delivery = await openDelivery({ ...prepared, ...options, target, settings, journal });
  let throughAdapter: AdapterDeliverer | undefined;
  try {
    const { adapter } = prepared;
    if (adapter !== undefined) {
      const { sender } = delivery;
      const { integrationNames } = manifest.mapping;
      throughAdapter = await AdapterDeliverer.open({ adapter, sender, settings, journal, integrationNames });
      log.info(`The calls go through ${manifest.through ?? 'core'}.`);
    }
    return await deliverRun({
      ...prepared,
      deliverer: throughAdapter ?? delivery.deliverer,
      mapTrackCall: createMapper(manifest.mapping),
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
