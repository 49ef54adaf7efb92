import { describeEnd } from '../delivery/describe-end';
import { readReport } from '../report/read-report';
import { updateReport, type RunReport } from '../report/run-report';
import { keepCheckpoints, readCheckpoint } from '../run-directory/checkpoint';
import { RunMeter } from '../run-directory/measurements';
import { replaceFile } from '../run-directory/replace-file';
import { runFiles } from '../run-directory/run-files';
import { RunJournal } from '../run-directory/run-journal';
import { CannotRun } from '../terminal/cannot-run';
import type { PreparedRetry } from './prepared-retry';

/** Opens the journal of a run that has a report, lets `work` add to it, and brings the report up to date. */
export async function withJournal<T>(
  { runDir, stopRequest, log }: PreparedRetry,
  work: (journal: RunJournal, meter: RunMeter) => Promise<T>,
): Promise<{ readonly result: T; readonly report: RunReport }> {
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
  const checkpoints = keepCheckpoints(paths.checkpoint, journal, meter, reported.calls, stopRequest.abort);
  let result: T;
  try {
    result = await work(journal, meter);
  } finally {
    checkpoints.stop();
    journal.close();
  }
  checkpoints.throwIfFailed();
  const { counts, createdContacts } = journal;
  const report = updateReport(reported, counts, createdContacts.count, meter.measurements, new Date());
  replaceFile(paths.report, `${JSON.stringify(report, null, 2)}\n`);
  return { result, report };
}
