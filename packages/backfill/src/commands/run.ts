import {
  Deliverer,
  lookForMade,
  PatientSender,
  readDeliverySettings,
  SettingsError,
  systemClock,
  type DeliveryEnvironment,
  type DeliverySettings,
  type MissingContact,
  type Region,
} from '@intercom-destination/core';
import { CannotRun } from '../cannot-run';
import { deliverCalls, type DeliveryEnd } from '../deliver-calls';
import { createDump, type Dump } from '../dump';
import { EXIT_CODES, type ExitCode } from '../exit-codes';
import type { Suppression } from '../filters/suppression';
import { createPoolHttp } from '../pool-http';
import { showProgress, type ProgressForm } from '../progress';
import { readContactFiles } from '../read-contacts';
import { readFilters, type FilterOptions } from '../options/filter-options';
import { readReading, type SourceOptions } from '../options/source-options';
import { readMappingFile } from '../read-mapping-file';
import { exitCodeOf } from '../report/exit-code-of';
import { readReport } from '../report/read-report';
import { buildReport } from '../report/run-report';
import { summarise } from '../report/summary';
import { requireWorkspace } from '../require-workspace';
import { keepCheckpoints } from '../run-directory/checkpoint';
import { totalEnded } from '../run-directory/counts';
import { lockRunDirectory } from '../run-directory/lock';
import {
  bindToWorkspace,
  describeRun,
  readManifest,
  requireSameRun,
  writeManifest,
  type Manifest,
} from '../run-directory/manifest';
import { replaceFile } from '../run-directory/replace-file';
import { createRunFolder, hasBegun, RunJournal, runFiles } from '../run-directory/run-directory';
import { createSafetyStops, type MaxErrors } from '../safety-stops';
import { findSourceFiles, STDIN } from '../sources/find-source-files';
import { spoolStdin } from '../spool-stdin';
import { listenForStop, type StopRequest } from '../stop-signals';
import { watchForPause } from '../watch-for-pause';
import { survey, type Survey } from '../survey';
import { openTarget, requireTarget, type Target } from '../target';

export interface RunOptions extends SourceOptions, FilterOptions {
  readonly to: string;
  readonly region?: Region;
  readonly runDir: string;
  readonly concurrency: number;
  readonly rateShare: number;
  readonly mapping?: string;
  readonly tokenFile?: string;
  readonly simulatorContacts: readonly string[];
  readonly missingContact: MissingContact;
  readonly maxNewContacts: number;
  readonly maxErrors: MaxErrors;
  readonly nameBudget: number;
  readonly maxOutage: number;
  readonly requestTimeout: number;
  readonly until?: Date;
  readonly progress: ProgressForm;
}

/** Delivers the calls of the inputs, or goes on with a run that was begun in the run directory. */
export async function run(inputs: readonly string[], options: RunOptions): Promise<ExitCode> {
  const { stopRequest, stopListening } = listenForStop();
  try {
    return await prepareAndDeliver(inputs, options, stopRequest);
  } catch (error) {
    if (error !== stopRequest.drain.signal.reason) throw error;
    console.error('Stopped before this start sent anything; the same command goes on.');
    return EXIT_CODES.interrupted;
  } finally {
    stopListening();
  }
}

async function prepareAndDeliver(
  inputs: readonly string[],
  options: RunOptions,
  stopRequest: StopRequest,
): Promise<ExitCode> {
  const targetName = requireTarget(options.to);
  const mapping = readMappingFile(options.mapping);
  const delivery = readDelivery(options, mapping.sendAnonymousId);
  const { filters, suppression } = await readFilters(options);
  const files = await findSourceFiles(inputs, options.runDir);
  const contacts =
    options.simulatorContacts.length === 0 ? [] : await readContactFiles(options.simulatorContacts);
  const target = await openTarget(targetName, { tokenFile: options.tokenFile, contacts });
  try {
    createRunFolder(options.runDir);
    const paths = runFiles(options.runDir);
    const lock = lockRunDirectory(paths.lock);
    try {
      if (files.includes(STDIN)) await spoolStdin(paths.spooledStdin, stopRequest.drain.signal);
      const keptFiles = files.map((file) => (file === STDIN ? paths.spooledStdin : file));
      const asked = describeRun(
        { files: keptFiles, target: targetName, mapping, reading: readReading(options), filters },
        new Date(),
      );
      const manifest = beginOrResume(options.runDir, asked);
      return await surveyAndDeliver({
        target,
        files: keptFiles,
        manifest,
        suppression,
        delivery,
        options,
        stopRequest,
      });
    } finally {
      lock.release();
    }
  } finally {
    await target.close();
  }
}

function readDelivery(options: RunOptions, sendAnonymousId: boolean): DeliverySettings {
  const { rateShare, concurrency, missingContact, maxNewContacts } = options;
  const creates = missingContact === 'create_user' || missingContact === 'create_lead';
  if (creates && maxNewContacts === 0) {
    throw new CannotRun(
      `--missing-contact ${missingContact} makes contacts: say how many at most with --max-new-contacts.`,
    );
  }
  const maxOutageMs = options.maxOutage * 60_000;
  const requestTimeoutMs = options.requestTimeout * 1_000;
  try {
    return readDeliverySettings(
      { rateShare, concurrency, missingContact, maxNewContacts, maxOutageMs, requestTimeoutMs },
      { sendAnonymousId },
    );
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    throw new CannotRun(error.message, { cause: error });
  }
}

function beginOrResume(runDir: string, asked: Manifest): Manifest {
  const { manifest: path } = runFiles(runDir);
  const begun = readManifest(path);
  // Where no call has ended, a damaged file can be mended and the same command given again.
  if (begun === undefined || !hasBegun(runDir)) {
    writeManifest(path, asked);
    return asked;
  }
  requireSameRun(begun, asked);
  return begun;
}

/** A run that is locked, bound to its inputs, and ready to read. */
interface PreparedRun {
  readonly target: Target;
  readonly files: readonly string[];
  readonly manifest: Manifest;
  readonly suppression: Suppression | undefined;
  readonly delivery: DeliverySettings;
  readonly options: RunOptions;
  readonly stopRequest: StopRequest;
}

async function surveyAndDeliver(prepared: PreparedRun): Promise<ExitCode> {
  const { target, files, manifest, suppression, options, stopRequest } = prepared;
  const paths = runFiles(options.runDir);
  const dump = createDump({ ...manifest, files, suppression });
  const startedMs = Date.now();
  const requireSameInputs = () => {
    requireSameRun(manifest, describeRun({ ...manifest, files }, new Date()));
  };
  const reading = showProgress({ title: 'Reading', form: options.progress, total: 0 });
  const found = await survey(dump, reading.update, stopRequest.drain.signal).finally(reading.stop);
  requireSameInputs();
  requireNameBudget(found, options.nameBudget);

  const journal = new RunJournal(options.runDir);
  const reported = readReport(paths.report);
  if (reported?.state === 'finished' && totalEnded(journal.counts) === found.calls) {
    journal.close();
    process.stdout.write(summarise(reported, paths.report));
    return exitCodeOf(reported);
  }

  const checkpoints = keepCheckpoints(paths.checkpoint, journal, found.calls, stopRequest.abort);
  let end: DeliveryEnd;
  try {
    end = await deliver(prepared, found, journal, dump.upTo(found.lastPosition));
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
  if (end.error?.code !== undefined) console.error(`Intercom says: ${end.error.code}.`);
  return exitCodeOf(report);
}

/** Intercom takes 120 names, told apart without case, and cannot forget one. */
function requireNameBudget({ events, otherEvents }: Survey, budget: number): void {
  const names = new Set(Object.keys(events).map((name) => name.toLowerCase()));
  if (names.size <= budget && otherEvents === 0) return;
  throw new CannotRun(
    `The calls have ${names.size}${otherEvents === 0 ? '' : ' or more'} event names, and --name-budget allows ${budget}; event rules in the mapping can skip or join some.`,
    { exitCode: EXIT_CODES.stoppedBySafety },
  );
}

async function deliver(
  { target, manifest, delivery, options, stopRequest }: PreparedRun,
  found: Survey,
  journal: RunJournal,
  dump: Dump,
): Promise<DeliveryEnd> {
  if (totalEnded(journal.counts) >= found.calls) return { state: 'finished' };
  const { http, close } = createPoolHttp(target.workspace.baseUrl, options.concurrency);
  const environment: DeliveryEnvironment = {
    workspace: target.workspace,
    http,
    clock: systemClock,
    random: Math.random,
  };
  try {
    const identity = await requireWorkspace(
      environment,
      target.name,
      options.region,
      stopRequest.drain.signal,
      // What has begun can go on later; what has not may have the wrong address.
      totalEnded(journal.counts) === 0 ? EXIT_CODES.cannotRun : EXIT_CODES.interrupted,
    );
    const bound = bindToWorkspace(manifest, identity);
    if (bound !== manifest) writeManifest(runFiles(options.runDir).manifest, bound);

    const sender = new PatientSender(environment, delivery);
    if (target.remembers) await findMadeContacts(sender, journal, stopRequest.abort.signal);
    else journal.forgetContacts();
    const retries = delivery.missingContact === 'retry';
    const deliverer = new Deliverer(sender, {
      ...delivery,
      // Who is missing is asked for again once, at the end.
      missingContact: retries ? 'give_up' : delivery.missingContact,
      maxNewContacts: delivery.maxNewContacts - journal.createdContacts.count,
    });
    for (const { contact, id } of journal.createdContacts.known()) {
      if (id === undefined) deliverer.rememberUnsure(contact);
      else deliverer.rememberContact(contact, id);
    }
    const shouldStop = createSafetyStops({ maxErrors: options.maxErrors, untilMs: options.until?.getTime() });
    const progress = showProgress({
      title: 'Delivering',
      form: options.progress,
      total: found.calls,
      alreadyDone: totalEnded(journal.counts),
      readDetail: () => ({ window: sender.lastWindow, isInOutage: sender.isInOutage }),
    });
    const read = (leaveMissing: boolean) =>
      deliverCalls({
        dump,
        deliverer,
        journal,
        concurrency: options.concurrency,
        stopRequest,
        leaveMissing,
        shouldStop: (delivery) => shouldStop(journal.counts, delivery, Date.now()),
        onEnded: () => {
          progress.update(totalEnded(journal.counts));
        },
        onSearchNotPermitted: () => {
          console.error('The token may not search contacts, so leads are not found by their email.');
        },
      });
    const pause = watchForPause(sender, stopRequest, options.until);
    try {
      const first = await read(retries);
      if (first.state === 'paused') return { state: pause.state() };
      if (!retries || first.state !== 'finished') return first;
      deliverer.forgetMissing();
      const second = await read(false);
      return second.state === 'paused' ? { state: pause.state() } : second;
    } finally {
      pause.stop();
      progress.stop();
    }
  } finally {
    await close();
  }
}

/** Looks for what an earlier start was about to make when it was killed, so that it is on file. */
async function findMadeContacts(
  sender: PatientSender,
  journal: RunJournal,
  signal: AbortSignal,
): Promise<void> {
  for (const { state, contact, file, line } of journal.createdContacts.known()) {
    if (state !== 'wanted') continue;
    const look = await lookForMade(sender, contact, 1, signal);
    if (look.state === 'made') journal.recordContact({ file, line }, { state: 'made', contact, id: look.id });
  }
}
