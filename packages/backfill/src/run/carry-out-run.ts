import { describeEnd } from '../delivery/describe-end';
import { exitCodeOf } from '../report/exit-code-of';
import { readReport } from '../report/read-report';
import { buildReport } from '../report/run-report';
import { summarise } from '../report/summary';
import { describeUnreadColumns } from '../report/unread-columns';
import { keepCheckpoints, readCheckpoint } from '../run-directory/checkpoint';
import { totalEnded } from '../run-directory/counts';
import { RunMeter } from '../run-directory/measurements';
import { replaceFile } from '../run-directory/replace-file';
import { hasBegun, runFiles } from '../run-directory/run-files';
import { RunJournal } from '../run-directory/run-journal';
import type { DeliveryEnd, RunState } from '../run-directory/run-state';
import { InputChanged } from '../sources/again/input-changed';
import { describePassedOver } from '../sources/inputs/passed-over';
import type { ExitCode } from '../terminal/exit-codes';
import { formatCount } from '../terminal/format';
import { bindRun } from './bind-run';
import { deliverOrHandOver } from './deliver-or-hand-over';
import type { PreparedRun } from './prepared-run';
import { requireNameBudget } from './read-ahead';
import { noteGrown, readInputs } from './read-inputs';

/** Reads everything, delivers what has not ended yet, and reports. */
export async function carryOutRun(prepared: PreparedRun): Promise<ExitCode> {
  const { target, passedOver, options, stopRequest, log } = prepared;
  const beside = describePassedOver(passedOver);
  if (beside !== undefined) log.info(beside);
  const paths = runFiles(options.runDir);
  const startedMs = Date.now();
  const isResumed = hasBegun(options.runDir);
  // The first reading may take minutes; what is wrong with the token or the target is known in a second.
  const checked = isResumed ? prepared : { ...prepared, manifest: await bindRun(prepared, isResumed) };
  const { manifest, dump, found } = await readInputs(checked);
  for (const line of describeUnreadColumns(found.unreadColumns)) log.warn(line);
  requireNameBudget(found, options.nameBudget);

  const meter = new RunMeter(isResumed ? readCheckpoint(paths.checkpoint)?.measurements : undefined);
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
      skippedFiles: manifest.skipped_files,
      plannedRefusals: manifest.planned_refusals,
      startedMs,
      endedMs: Date.now(),
      input: found,
      passedOver,
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
    end = await deliverOrHandOver(
      { ...prepared, manifest },
      { dump: dump.upTo(found), found, journal, meter, isResumed },
    );
  } catch (error) {
    if (!(error instanceof InputChanged)) throw error;
    const ended = formatCount(totalEnded(journal.counts));
    log.error(
      `${error.message}. Nothing of what changed was sent; ${ended} of ${formatCount(found.calls)} calls had ended, all of unchanged parts. Restore the file, and give the same command again.`,
    );
    end = { state: 'input_changed' };
  } finally {
    checkpoints.stop();
    journal.close();
  }
  checkpoints.throwIfFailed();
  if (!isResumed) noteGrown(manifest, log);

  const report = writeReport(end.state);
  process.stdout.write(summarise(report, paths.report));
  if (end.error?.code !== undefined) log.warn(`Intercom says: ${end.error.code}.`);
  return exitCodeOf(report);
}
