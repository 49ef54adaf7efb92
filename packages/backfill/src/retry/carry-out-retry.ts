import { bindWorkspace } from '../delivery/bind-workspace';
import { openDelivery } from '../delivery/open-delivery';
import { sendingDetail } from '../delivery/sending-detail';
import { watchForPause } from '../delivery/watch-for-pause';
import { exitCodeOf } from '../report/exit-code-of';
import { headlineOf, summarise } from '../report/summary';
import type { RunMeter } from '../run-directory/measurements';
import { runFiles } from '../run-directory/run-files';
import type { RunJournal } from '../run-directory/run-journal';
import type { DeliveryEnd } from '../run-directory/run-state';
import { EXIT_CODES, type ExitCode } from '../terminal/exit-codes';
import { showProgress } from '../terminal/progress';
import type { PreparedRetry } from './prepared-retry';
import { retryCalls } from './retry-calls';
import { withJournal } from './with-journal';

/** Tries the dead letters again that are due, and reports. */
export async function carryOutRetry(prepared: PreparedRetry): Promise<ExitCode> {
  const { runDir, log } = prepared;
  const { result, report } = await withJournal(prepared, async (journal, meter) => {
    const before = { ...journal.counts };
    const end = await deliver(prepared, journal, meter);
    journal.rewriteDeadLetters(end.state === 'finished');
    const { retried, recovered } = journal.counts;
    return { end, retried: retried - before.retried, recovered: recovered - before.recovered };
  });
  const { end, retried, recovered } = result;
  process.stdout.write(
    `${end.state === 'finished' ? '' : `${headlineOf({ ...report, state: end.state })}\n`}Tried again: ${retried}, of which ${recovered} were accepted.\n\n${summarise(report, runFiles(runDir).report)}`,
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
    readDetail: () => sendingDetail('Intercom', sender, stopRequest),
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
