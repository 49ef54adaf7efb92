import { statSync } from 'node:fs';
import { describeEnd } from '../delivery/describe-end';
import { createDump, type Dump } from '../reading/dump';
import type { Survey } from '../reading/survey';
import { exitCodeOf } from '../report/exit-code-of';
import { readReport } from '../report/read-report';
import { buildReport } from '../report/run-report';
import { summarise } from '../report/summary';
import { describeUnreadColumns } from '../report/unread-columns';
import { keepCheckpoints, readCheckpoint } from '../run-directory/checkpoint';
import { totalEnded } from '../run-directory/counts';
import {
  describeRun,
  hashSubject,
  requireSameRun,
  subjectOf,
  type Manifest,
} from '../run-directory/manifest';
import { RunMeter } from '../run-directory/measurements';
import { replaceFile } from '../run-directory/replace-file';
import { hasBegun, runFiles } from '../run-directory/run-files';
import { RunJournal } from '../run-directory/run-journal';
import type { DeliveryEnd, RunState } from '../run-directory/run-state';
import { DumpHistory } from '../sources/again/dump-history';
import { InputChanged } from '../sources/again/input-changed';
import type { ExitCode } from '../terminal/exit-codes';
import { formatCount } from '../terminal/format';
import type { Log } from '../terminal/log';
import { deliverOrHandOver } from './deliver-or-hand-over';
import { readFirstReading, writeFirstReading } from './first-reading';
import type { PreparedRun } from './prepared-run';
import { readAhead, requireNameBudget } from './read-ahead';

/** Reads everything, delivers what has not ended yet, and reports. */
export async function carryOutRun(prepared: PreparedRun): Promise<ExitCode> {
  const { target, files, manifest, suppression, options, stopRequest, log } = prepared;
  const paths = runFiles(options.runDir);
  const startedMs = Date.now();
  const subject = hashSubject(manifest);
  const known = hasBegun(options.runDir) ? readFirstReading(paths, subject) : undefined;
  const bytes = new Map(files.map((file, index) => [file, manifest.inputs[index]?.bytes ?? 0]));
  const history = new DumpHistory(bytes, known?.files);
  const dump = createDump({ ...manifest, files, suppression, history });
  const found = known?.found ?? (await readFirst(prepared, dump));
  if (known === undefined) writeFirstReading(paths, subject, { files: history.files, found });
  else noteGrown(manifest, files, log);
  for (const line of describeUnreadColumns(found.unreadColumns)) log.warn(line);
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
  if (known === undefined) noteGrown(manifest, files, log);

  const report = writeReport(end.state);
  process.stdout.write(summarise(report, paths.report));
  if (end.error?.code !== undefined) log.warn(`Intercom says: ${end.error.code}.`);
  return exitCodeOf(report);
}

/** Reads the whole input, which has to be the same at the end as it was when the run was begun. */
async function readFirst(
  { target, files, manifest, options, stopRequest, log }: PreparedRun,
  dump: Dump,
): Promise<Survey> {
  const found = await readAhead(dump, {
    onCollision: manifest.on_collision,
    overlapsFolder: runFiles(options.runDir).overlaps,
    verifySample: target.remembers ? manifest.verify_sample : 0,
    progress: options.progress,
    signal: stopRequest.drain.signal,
  });
  log.info(
    `${found.calls} calls were read from ${files.length === 1 ? 'one file' : `${files.length} files`}.`,
  );
  requireSameRun(manifest, describeRun({ ...subjectOf(manifest), files }, new Date()));
  return found;
}

/** What came behind the end of a file since the run was begun belongs to another run. */
function noteGrown({ inputs }: Manifest, files: readonly string[], log: Log): void {
  for (const [index, file] of files.entries()) {
    const bytes = inputs[index]?.bytes ?? 0;
    const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    if (size > bytes) {
      log.warn(
        `${file} has grown since the run was begun; what was added is not part of it. Begin another run for that.`,
      );
    }
  }
}
