import { createMapper, type DeadLetterReason, type Rate } from '@intercom-destination/core';
import { CannotRun } from '../terminal/cannot-run';
import type { DeliveryEnd } from '../report/run-state';
import { describeEnd } from '../delivery/describe-end';
import { EXIT_CODES, type ExitCode } from '../terminal/exit-codes';
import { NO_FILTER } from '../filters/create-filter';
import { withNames } from '../options/name-policy';
import { createLog, type Log, type LogLevel } from '../terminal/log';
import { createFateDecider } from '../reading/map-source-call';
import { openDelivery } from '../delivery/open-delivery';
import { showProgress, type ProgressForm } from '../terminal/progress';
import { readContactFiles } from '../target/read-contacts';
import { readDeliveryOptions, type DeliveryOptions } from '../options/read-delivery-options';
import { readMappingFile } from '../reading/read-mapping-file';
import { exitCodeOf } from '../report/exit-code-of';
import { readReport } from '../report/read-report';
import { RunMeter } from '../run-directory/measurements';
import { updateReport } from '../report/run-report';
import { HEADLINES, summarise } from '../report/summary';
import { retryCalls } from '../retry/retry-calls';
import { keepCheckpoints, readCheckpoint } from '../run-directory/checkpoint';
import { lockRunDirectory } from '../run-directory/lock';
import type { Manifest } from '../run-directory/manifest';
import { requireRun } from '../run-directory/require-run';
import { replaceFile } from '../run-directory/replace-file';
import { runFiles } from '../run-directory/run-files';
import { RunJournal } from '../run-directory/run-journal';
import { listenForStop, type StopRequest } from '../terminal/stop-signals';
import { openTarget, type Target } from '../target/target';
import { watchForPause } from '../delivery/watch-for-pause';
import { Command, Option } from 'commander';
import type { Finish } from './finish';
import { MAPPING_HELP } from '../options/shared-options';
import { addDeliveryOptions } from '../options/add-delivery-options';
import { DEAD_LETTER_REASONS, RETRIED_REASONS } from '../delivery/retried-reasons';

export function retryCommand(finish: Finish): Command {
  const command = new Command('retry')
    .description('send the dead letters of a run again: the data events as they are stored')
    .argument('[run-dir]', 'the run directory', 'intercom-backfill')
    .addOption(
      new Option('--reason <reason...>', 'the dead letters to try')
        .choices(DEAD_LETTER_REASONS)
        .default([...RETRIED_REASONS]),
    )
    .option('--remap', 'map the stored calls anew, with the mapping of the run or --mapping', false)
    .option('--mapping <file>', `with --remap: ${MAPPING_HELP}`);
  return addDeliveryOptions(command)
    .addHelpText(
      'after',
      '\nExample:\n  INTERCOM_ACCESS_TOKEN=… intercom-destination retry --reason contact_not_found',
    )
    .action(async (runDir: string, options: RetryOptions) => {
      finish(await retry(runDir, options));
    });
}

interface RetryOptions extends DeliveryOptions {
  readonly reason: readonly DeadLetterReason[];
  readonly remap: boolean;
  readonly mapping?: string;
  readonly rate: Rate;
  readonly tokenFile?: string;
  readonly simulatorContacts: readonly string[];
  readonly until?: Date;
  readonly progress: ProgressForm;
  readonly logLevel: LogLevel;
}

/** Sends the dead letters of a run again. */
async function retry(runDir: string, options: RetryOptions): Promise<ExitCode> {
  const paths = runFiles(runDir);
  const manifest = requireRun(runDir);
  if (manifest.into !== undefined) {
    throw new CannotRun(
      `The run was handed to ${manifest.target}, so nothing of it can be sent to Intercom again.`,
    );
  }
  if (options.mapping !== undefined && !options.remap) {
    throw new CannotRun('--mapping has a use with --remap alone: what is sent else was mapped before.');
  }
  const mapping = options.mapping === undefined ? manifest.mapping : readMappingFile(options.mapping);
  const settings = readDeliveryOptions(options, mapping.sendAnonymousId);
  const contacts = await readContactFiles(options.simulatorContacts);
  const { stopRequest, stopListening } = listenForStop();
  const target = await openTarget(manifest.target, { tokenFile: options.tokenFile, contacts });
  try {
    const lock = lockRunDirectory(paths.lock);
    try {
      const log = createLog(options.logLevel);
      const remap = options.remap
        ? createFateDecider(withNames(createMapper(mapping), manifest.names), NO_FILTER)
        : undefined;
      return await carryOut({ runDir, manifest, target, settings, options, remap, stopRequest, log });
    } finally {
      lock.release();
    }
  } catch (error) {
    if (error !== stopRequest.drain.signal.reason) throw error;
    console.error('Stopped before this start sent anything; the same command goes on.');
    return EXIT_CODES.interrupted;
  } finally {
    stopListening();
    await target.close();
  }
}

interface PreparedRetry {
  readonly runDir: string;
  readonly manifest: Manifest;
  readonly target: Target;
  readonly settings: ReturnType<typeof readDeliveryOptions>;
  readonly options: RetryOptions;
  readonly remap: ReturnType<typeof createFateDecider> | undefined;
  readonly stopRequest: StopRequest;
  readonly log: Log;
}

async function carryOut(prepared: PreparedRetry): Promise<ExitCode> {
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
    `${end.state === 'finished' ? '' : `${HEADLINES[end.state]}\n`}Tried again: ${counts.retried - before.retried}, of which ${recovered} were accepted.\n\n${summarise(report, paths.report)}`,
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
  const { sender, deliverer, close } = await openDelivery({ ...prepared, ...options, journal, meter });
  const { retried: before } = journal.counts;
  const progress = showProgress({
    title: 'Trying again',
    form: options.progress,
    total: due,
    readDetail: () => ({ window: sender.lastWindow, isInOutage: sender.isInOutage }),
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
