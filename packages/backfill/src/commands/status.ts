import { Command } from 'commander';
import { readReport } from '../report/read-report';
import { summarise, summariseCounts } from '../report/summary';
import { readCheckpoint } from '../run-directory/checkpoint';
import { totalEnded } from '../run-directory/counts';
import { findRunningProcess } from '../run-directory/lock';
import { readManifest } from '../run-directory/manifest';
import { noRun } from '../run-directory/require-run';
import { runFiles } from '../run-directory/run-files';
import { EXIT_CODES, type ExitCode } from '../terminal/exit-codes';
import { formatCount } from '../terminal/format';
import type { Finish } from './finish';

export function statusCommand(finish: Finish): Command {
  return new Command('status')
    .description('tell how far a run is, while it runs and after')
    .argument('[run-dir]', 'the run directory', 'intercom-backfill')
    .option('--json', 'print it as JSON', false)
    .action((runDir: string, options: { json: boolean }) => {
      finish(status(runDir, options));
    });
}

/** Tells how far a run is, while it runs and after. */
function status(runDir: string, { json }: { readonly json: boolean }): ExitCode {
  const paths = runFiles(runDir);
  const manifest = readManifest(paths.manifest);
  const pid = findRunningProcess(paths.lock);
  if (manifest === undefined && pid === undefined) throw noRun(runDir);
  const checkpoint = readCheckpoint(paths.checkpoint);
  const report = pid === undefined ? readReport(paths.report) : undefined;
  // A report is older than the checkpoint where a later start was killed before it could write its own. What a start writes when it
  // begins may be of the same millisecond as its first checkpoint.
  const isCurrent =
    report !== undefined &&
    report.state !== 'running' &&
    checkpoint !== undefined &&
    report.ended_at >= checkpoint.at;

  if (json) {
    const state = pid === undefined ? (isCurrent ? report.state : 'stopped') : 'running';
    process.stdout.write(
      `${JSON.stringify({ state, pid, begun_at: manifest?.created_at, ...checkpoint }, null, 2)}\n`,
    );
  } else if (isCurrent) process.stdout.write(summarise(report, paths.report));
  else if (checkpoint === undefined) {
    process.stdout.write(pid === undefined ? 'Stopped while reading.\n' : `Reading (process ${pid}).\n`);
  } else {
    const { calls, counts, at } = checkpoint;
    const state = pid === undefined ? 'Stopped; the same command goes on.' : `Running (process ${pid}).`;
    const lines = [
      `${state} ${formatCount(totalEnded(counts))} of ${formatCount(calls)} calls ended, as of ${at}.`,
      summariseCounts(counts, calls),
    ];
    process.stdout.write(`${lines.join('\n\n')}\n`);
  }
  return EXIT_CODES.allAccepted;
}
