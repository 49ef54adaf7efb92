import { Command } from 'commander';
import { resolve } from 'node:path';
import { renderPage } from '../report/html/page';
import { readExamples } from '../report/read-examples';
import { readReport } from '../report/read-report';
import { updateReport } from '../report/run-report';
import { readCheckpoint } from '../run-directory/checkpoint';
import { replaceFile } from '../run-directory/replace-file';
import { requireRun } from '../run-directory/require-run';
import { runFiles } from '../run-directory/run-files';
import { CannotRun } from '../terminal/cannot-run';
import { EXIT_CODES, type ExitCode } from '../terminal/exit-codes';
import { readVerification } from '../verify/kept-verification';
import { onThePage } from '../verify/on-the-page';
import type { Finish } from './finish';

export function reportCommand(finish: Finish): Command {
  return new Command('report')
    .description(
      'write the report of a run as a page for a browser, while it runs and after; it names no person',
    )
    .argument('[run-dir]', 'the run directory', 'intercom-backfill')
    .option('--out <file>', 'where to write it (default: report.html in the run directory)')
    .action((runDir: string, options: { out?: string }) => {
      finish(report(runDir, options));
    });
}

/** Writes the report of a run as a page, while it runs and after. */
function report(runDir: string, { out }: { readonly out?: string }): ExitCode {
  const paths = runFiles(runDir);
  const manifest = requireRun(runDir);
  const reported = readReport(paths.report);
  if (reported === undefined) {
    throw new CannotRun(`${runDir} has nothing to report yet: the run still reads its input.`);
  }
  const checkpoint = readCheckpoint(paths.checkpoint);
  // A run under way, or one that was killed, has told its checkpoint more than its report.
  const isNewer = checkpoint !== undefined && checkpoint.at > reported.ended_at;
  const current = isNewer
    ? updateReport(
        { ...reported, state: reported.state === 'finished' ? 'running' : reported.state },
        checkpoint.counts,
        reported.contacts_created,
        checkpoint.measurements,
        new Date(checkpoint.at),
      )
    : reported;
  const page = out ?? paths.page;
  replaceFile(
    page,
    renderPage(current, {
      examples: readExamples(paths.deadLetters),
      run: { runDir: resolve(runDir), manifest },
      // What was handed to a platform cannot be followed from here.
      ...(manifest.into === undefined ? { verified: onThePage(readVerification(paths)) } : {}),
    }),
  );
  process.stdout.write(`${resolve(page)}\n`);
  return EXIT_CODES.allAccepted;
}
