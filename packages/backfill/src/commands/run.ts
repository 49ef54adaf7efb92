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
import { createRunFolder, RunJournal, runFiles } from '../run-directory/run-directory';
import { findSourceFiles, STDIN } from '../sources/find-source-files';
import { spoolStdin } from '../spool-stdin';
import { listenForStop } from '../stop-signals';
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
  const targetName = requireTarget(options.to);
  const mapping = readMappingFile(options.mapping);
  const files = await findSourceFiles(inputs);
  const contacts =
    options.simulatorContacts.length === 0 ? [] : await readContactFiles(options.simulatorContacts);

  createRunFolder(options.runDir);
  const paths = runFiles(options.runDir);
  const lock = lockRunDirectory(paths.lock);
  try {
    if (files.includes(STDIN)) await spoolStdin(paths.spooledStdin);
    const keptFiles = files.map((file) => (file === STDIN ? paths.spooledStdin : file));
    const manifest = beginOrResume(paths.manifest, describeRun(keptFiles, targetName, mapping, new Date()));
    const target = await openTarget(targetName, { tokenFile: options.tokenFile, contacts });
    try {
      return await deliverTo(target, keptFiles, manifest, options);
    } finally {
      await target.close();
    }
  } finally {
    lock.release();
  }
}

function beginOrResume(path: string, asked: Manifest): Manifest {
  const begun = readManifest(path);
  if (begun === undefined) {
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
): Promise<ExitCode> {
  const paths = runFiles(runDir);
  const mapTrackCall = createMapper(manifest.mapping);
  const { http, close } = createPoolHttp(target.workspace.baseUrl, concurrency);
  const environment = { workspace: target.workspace, http, clock: systemClock, random: Math.random };
  const startedMs = Date.now();
  try {
    const reading = showProgress('Reading', 0);
    const found = await survey(files, mapTrackCall, reading.update).finally(reading.stop);

    const journal = new RunJournal(runDir);
    const checkpoint = () => {
      journal.sync();
      writeCheckpoint(paths.checkpoint, {
        at: new Date().toISOString(),
        calls: found.calls,
        counts: journal.counts,
      });
    };
    const timer = setInterval(checkpoint, CHECKPOINT_EVERY_MS);
    const { stopRequest, stopListening } = listenForStop();
    let end: DeliveryEnd;
    try {
      if (totalEnded(journal.counts) < found.calls) await requireWorkspace(environment, target.name);
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
      stopListening();
      checkpoint();
      journal.close();
    }

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

async function requireWorkspace(environment: DeliveryEnvironment, name: string): Promise<void> {
  const check = await checkWorkspace(environment);
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

function exitCodeOf({ state, outcomes }: RunReport): ExitCode {
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
