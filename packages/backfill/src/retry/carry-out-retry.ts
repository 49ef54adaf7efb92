import { bindWorkspace } from '../delivery/bind-workspace';
import { describeEnd } from '../delivery/describe-end';
import { openDelivery } from '../delivery/open-delivery';
import { watchForPause } from '../delivery/watch-for-pause';
import type { readDeliveryOptions } from '../options/read-delivery-options';
import type { createFateDecider } from '../reading/map-source-call';
import { exitCodeOf } from '../report/exit-code-of';
import { readReport } from '../report/read-report';
import { updateReport } from '../report/run-report';
import { headlineOf, summarise } from '../report/summary';
import { keepCheckpoints, readCheckpoint } from '../run-directory/checkpoint';
import type { Manifest } from '../run-directory/manifest';
import { RunMeter } from '../run-directory/measurements';
import { replaceFile } from '../run-directory/replace-file';
import { runFiles } from '../run-directory/run-files';
import { RunJournal } from '../run-directory/run-journal';
import type { DeliveryEnd } from '../run-directory/run-state';
import type { Target } from '../target/target';
import { CannotRun } from '../terminal/cannot-run';
import { EXIT_CODES, type ExitCode } from '../terminal/exit-codes';
import type { Log } from '../terminal/log';
import { showProgress } from '../terminal/progress';
import type { StopRequest } from '../terminal/stop-signals';
import { retryCalls } from './retry-calls';
import type { RetryRequest } from './retry-request';

export interface PreparedRetry {
  readonly runDir: string;
  readonly manifest: Manifest;
  readonly target: Target;
  readonly settings: ReturnType<typeof readDeliveryOptions>;
  readonly options: RetryRequest;
  readonly remap: ReturnType<typeof createFateDecider> | undefined;
  readonly stopRequest: StopRequest;
  readonly log: Log;
}

/** Tries the dead letters again that are due, and reports. */
export async function carryOutRetry(prepared: PreparedRetry): Promise<ExitCode> {
  const { runDir, stopRequest, log } = prepared;
  const paths = runFiles(runDir);
  const reported = readReport(paths.report);
  if (reported === undefined) {
    throw new CannotRun(
      `${runDir} has no report yet: bring the run to its end first, with the same run command.`,
    );
  }
  const meter = new RunMeter(readCheckpoint(paths.checkpoint)?.measurements);
  const journal = new RunJournal(runDir, (source, ended) => {
    log.debug(describeEnd(source, ended));
    meter.ended(ended);
  });
  const before = { ...journal.counts };
  const checkpoints = keepCheckpoints(paths.checkpoint, journal, meter, reported.calls, stopRequest.abort);
  let end: DeliveryEnd;
  try {
    end = await deliver(prepared, journal, meter);
    journal.rewriteDeadLetters(end.state === 'finished');
  } finally {
    checkpoints.stop();
    journal.close();
  }
  checkpoints.throwIfFailed();
  const { counts, createdContacts } = journal;
  const report = updateReport(reported, counts, createdContacts.count, meter.measurements, new Date());
  replaceFile(paths.report, `${JSON.stringify(report, null, 2)}\n`);
  const recovered = counts.recovered - before.recovered;
  process.stdout.write(
    `${end.state === 'finished' ? '' : `${headlineOf({ ...report, state: end.state })}\n`}Tried again: ${counts.retried - before.retried}, of which ${recovered} were accepted.\n\n${summarise(report, paths.report)}`,
  );
  if (end.error?.code !== undefined) log.warn(`Intercom says: ${end.error.code}.`);
  return exitCodeOf(end.state === 'finished' ? report : { ...report, state: end.state });
}

async function deliver(prepared: PreparedRetry, journal: RunJournal, meter: RunMeter): Promise<DeliveryEnd> {
  const { runDir, settings, options, remap, stopRequest, log } = prepared;
  const reasons = new Set(options.reason);
  const due = options.reason.reduce((sum, reason) => sum + (journal.counts.deadLetters[reason] ?? 0), 0);
  log.info(`${due} dead letters are to be tried again.`);
  if (due === 0) return { state: 'finished' };
  const { target, manifest } = prepared;
  const { signal } = stopRequest.drain;
  const { interrupted: whenUnreachable } = EXIT_CODES;
  await bindWorkspace({ target, runDir, manifest, signal, whenUnreachable, log });
  const { sender, deliverer, close } = await openDelivery({
    target,
    runDir,
    settings,
    rate: options.rate,
    journal,
    meter,
    stopRequest,
    log,
  });
  const { retried: before } = journal.counts;
  const progress = showProgress({
    title: 'Trying again',
    form: options.progress,
    total: due,
    readDetail: () => ({
      receiver: 'Intercom',
      window: sender.lastWindow,
      waiting: sender.waiting,
      isInOutage: sender.isInOutage,
      isStopping: stopRequest.drain.signal.aborted,
    }),
  });
  const pause = watchForPause(sender, stopRequest, options.until);
  try {
    const end = await retryCalls({
      path: runFiles(runDir).deadLetters,
      reasons,
      remap,
      deliverer,
      journal,
      stopRequest,
      concurrency: settings.concurrency,
      onEnded: () => {
        progress.update(journal.counts.retried - before);
      },
      onSearchNotPermitted: () => {
        log.warn('The token may not search contacts, so leads are not found by their email.');
      },
    });
    return end.state === 'paused' ? { state: pause.state() } : end;
  } finally {
    pause.stop();
    progress.stop();
    await close();
  }
}
