import {
  checkWorkspace,
  createMapper,
  Deliverer,
  systemClock,
  type DeliveryEnvironment,
} from '@intercom-destination/core';
import { CannotRun } from '../cannot-run';
import { deliverCalls, type DeliveryEnd } from '../deliver-calls';
import { EXIT_CODES, type ExitCode } from '../exit-codes';
import { createPoolHttp } from '../pool-http';
import { showProgress } from '../progress';
import { readMappingFile } from '../read-mapping-file';
import { readContactFiles } from '../read-contacts';
import { readReport } from '../report/read-report';
import { buildReport, type RunReport } from '../report/run-report';
import { summarise } from '../report/summary';
import { writeCheckpoint } from '../run-directory/checkpoint';
import { totalEnded } from '../run-directory/counts';
import { lockRunDirectory } from '../run-directory/lock';
import {
  describeRun,
  readManifest,
  requireSameRun,
  writeManifest,
  type Manifest,
} from '../run-directory/manifest';
import { replaceFile } from '../run-directory/replace-file';
import { createRunFolder, hasBegun, RunJournal, runFiles } from '../run-directory/run-directory';
import { findSourceFiles, STDIN } from '../sources/find-source-files';
import { spoolStdin } from '../spool-stdin';
import { listenForStop, type StopRequest } from '../stop-signals';
import { survey } from '../survey';
import { openTarget, requireTarget, type Target } from '../target';

export interface RunOptions {
  readonly to: string;
  readonly runDir: string;
  readonly concurrency: number;
  readonly rateShare: number;
  readonly mapping?: string;
  readonly tokenFile?: string;
  readonly simulatorContacts: readonly string[];
}

const CHECKPOINT_EVERY_MS = 1_000;

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
      const asked = describeRun(keptFiles, targetName, mapping, new Date());
      return await deliverTo(target, keptFiles, beginOrResume(options.runDir, asked), options, stopRequest);
    } finally {
      lock.release();
    }
  } finally {
    await target.close();
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

async function deliverTo(
  target: Target,
  files: readonly string[],
  manifest: Manifest,
  { runDir, concurrency, rateShare }: RunOptions,
  stopRequest: StopRequest,
): Promise<ExitCode> {
  const paths = runFiles(runDir);
  const mapTrackCall = createMapper(manifest.mapping);
  const { http, close } = createPoolHttp(target.workspace.baseUrl, concurrency);
  const environment = { workspace: target.workspace, http, clock: systemClock, random: Math.random };
  const startedMs = Date.now();
  const requireSameInputs = () => {
    requireSameRun(manifest, describeRun(files, target.name, manifest.mapping, new Date()));
  };
  try {
    const reading = showProgress('Reading', 0);
    const found = await survey(files, mapTrackCall, reading.update, stopRequest.drain.signal).finally(
      reading.stop,
    );
    requireSameInputs();

    const journal = new RunJournal(runDir);
    const reported = readReport(paths.report);
    if (reported?.state === 'finished' && totalEnded(journal.counts) === found.calls) {
      journal.close();
      process.stdout.write(summarise(reported, paths.report));
      return exitCodeOf(reported);
    }

    const checkpoint = () => {
      journal.sync();
      writeCheckpoint(paths.checkpoint, {
        at: new Date().toISOString(),
        calls: found.calls,
        counts: journal.counts,
      });
    };
    let diskFault: { readonly error: unknown } | undefined;
    const timer = setInterval(() => {
      try {
        checkpoint();
      } catch (error) {
        // Without a disk to account on, nothing more may be sent.
        diskFault = { error };
        stopRequest.abort.abort(error);
      }
    }, CHECKPOINT_EVERY_MS);
    let end: DeliveryEnd;
    try {
      if (totalEnded(journal.counts) < found.calls) {
        await requireWorkspace(environment, target.name, stopRequest.drain.signal);
      }
      const delivering = showProgress('Delivering', found.calls, totalEnded(journal.counts));
      const deliverer = new Deliverer(environment, { rateShare });
      end = await deliverCalls({
        files,
        mapTrackCall,
        deliverer,
        journal,
        concurrency,
        stopRequest,
        onEnded: delivering.update,
      }).finally(delivering.stop);
    } finally {
      clearInterval(timer);
      checkpoint();
      journal.close();
    }
    if (diskFault !== undefined) throw diskFault.error;
    if (end.state === 'finished' && totalEnded(journal.counts) !== found.calls) requireSameInputs();

    const report = buildReport({
      state: end.state,
      target: target.name,
      begunAt: manifest.created_at,
      startedMs,
      endedMs: Date.now(),
      survey: found,
      counts: journal.counts,
    });
    replaceFile(paths.report, `${JSON.stringify(report, null, 2)}\n`);
    process.stdout.write(summarise(report, paths.report));
    return exitCodeOf(report);
  } finally {
    await close();
  }
}

/** Rejects with the signal's reason when that is aborted. */
async function requireWorkspace(
  environment: DeliveryEnvironment,
  name: string,
  signal: AbortSignal,
): Promise<void> {
  const { clock, http } = environment;
  const check = await checkWorkspace({
    ...environment,
    clock: { now: () => clock.now(), wait: (ms) => clock.wait(ms, signal) },
    http: (request, timeout) => http(request, AbortSignal.any([timeout, signal])),
  });
  signal.throwIfAborted();
  if (check.outcome === 'token_refused') {
    throw new CannotRun(
      `${name} refuses the access token (${check.error.code ?? 'no code given'}); nothing was sent.`,
    );
  }
  if (check.outcome === 'unreachable') {
    const what =
      check.status === undefined ? 'does not answer' : `answers GET /me with status ${check.status}`;
    throw new CannotRun(`${name} ${what}; nothing was sent.`);
  }
}

function exitCodeOf({ state, outcomes, adds_up }: RunReport): ExitCode {
  if (!adds_up) return EXIT_CODES.cannotRun;
  switch (state) {
    case 'paused':
      return EXIT_CODES.interrupted;
    case 'token_refused':
      return EXIT_CODES.cannotRun;
    case 'finished':
      return outcomes.dead_letter + outcomes.refused === 0
        ? EXIT_CODES.allAccepted
        : EXIT_CODES.finishedWithLosses;
    default:
      return state satisfies never;
  }
}
