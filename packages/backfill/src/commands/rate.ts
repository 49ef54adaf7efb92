import type { Rate } from '@intercom-destination/core';
import { CannotRun } from '../terminal/cannot-run';
import { EXIT_CODES, type ExitCode } from '../terminal/exit-codes';
import { describeRate, writeRate } from '../options/rate';
import { findRunningProcess } from '../run-directory/lock';
import { replaceFile } from '../run-directory/replace-file';
import { runFiles } from '../run-directory/run-files';

/** Changes the pace of a run under way, which looks for it each second. */
export function rate(wanted: Rate, runDir: string): ExitCode {
  const paths = runFiles(runDir);
  const pid = findRunningProcess(paths.lock);
  if (pid === undefined) {
    throw new CannotRun(`No run works in ${runDir}; give its next start the rate, with --rate.`);
  }
  replaceFile(paths.rate, `${writeRate(wanted)}\n`);
  process.stdout.write(`The run (process ${pid}) goes on with ${describeRate(wanted)}.\n`);
  return EXIT_CODES.allAccepted;
}
