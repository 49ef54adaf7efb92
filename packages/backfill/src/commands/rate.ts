import type { Rate } from '@intercom-destination/core';
import { Command } from 'commander';
import { readRate } from '../options/parse';
import { describeRate, RATE_FORMS, writeRate } from '../options/rate';
import { findRunningProcess } from '../run-directory/lock';
import { replaceFile } from '../run-directory/replace-file';
import { runFiles } from '../run-directory/run-files';
import { CannotRun } from '../terminal/cannot-run';
import { EXIT_CODES, type ExitCode } from '../terminal/exit-codes';
import type { Finish } from './finish';

export function rateCommand(finish: Finish): Command {
  return new Command('rate')
    .description('change the pace of a run under way')
    .argument('<rate>', RATE_FORMS, readRate)
    .argument('[run-dir]', 'the run directory', 'intercom-backfill')
    .addHelpText('after', '\nExample:\n  intercom-destination rate 20/s')
    .action((wanted: Rate, runDir: string) => {
      finish(rate(wanted, runDir));
    });
}

/** Changes the pace of a run under way, which looks for it each second. */
function rate(wanted: Rate, runDir: string): ExitCode {
  const paths = runFiles(runDir);
  const pid = findRunningProcess(paths.lock);
  if (pid === undefined) {
    throw new CannotRun(`No run works in ${runDir}; give its next start the rate, with --rate.`);
  }
  replaceFile(paths.rate, `${writeRate(wanted)}\n`);
  process.stdout.write(`The run (process ${pid}) goes on with ${describeRate(wanted)}.\n`);
  return EXIT_CODES.allAccepted;
}
