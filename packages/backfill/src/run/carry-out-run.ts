import { describeEnd } from '../delivery/describe-end';
import { createDump } from '../reading/dump';
import { exitCodeOf } from '../report/exit-code-of';
import { readReport } from '../report/read-report';
import { buildReport } from '../report/run-report';
import { summarise } from '../report/summary';
import { keepCheckpoints, readCheckpoint } from '../run-directory/checkpoint';
import { totalEnded } from '../run-directory/counts';
import { describeRun, requireSameRun, subjectOf } from '../run-directory/manifest';
import { RunMeter } from '../run-directory/measurements';
import { replaceFile } from '../run-directory/replace-file';
import { hasBegun, runFiles } from '../run-directory/run-files';
import { RunJournal } from '../run-directory/run-journal';
import type { DeliveryEnd, RunState } from '../run-directory/run-state';
import type { ExitCode } from '../terminal/exit-codes';
import { deliverOrHandOver } from './deliver-or-hand-over';
import type { PreparedRun } from './prepared-run';
import { readAhead, requireNameBudget } from './read-ahead';

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
    end = await deliverOrHandOver(prepared, { dump: dump.upTo(found.lastPosition), found, journal, meter });
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
