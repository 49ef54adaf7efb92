import { Command } from 'commander';
import { existsSync, lstatSync, readdirSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { lockRunDirectory } from '../run-directory/lock';
import { noRun, requireRun } from '../run-directory/require-run';
import { runFiles } from '../run-directory/run-files';
import { CannotRun } from '../terminal/cannot-run';
import { EXIT_CODES, type ExitCode } from '../terminal/exit-codes';
import type { Finish } from './finish';

export function purgeCommand(finish: Finish): Command {
  return new Command('purge')
    .description('delete what a run has left: its journal, dead letters, reports, and the calls in them')
    .argument('<run-dir>', 'the run directory')
    .option('--yes', 'delete it; without this it only says what would go', false)
    .action((runDir: string, options: { yes: boolean }) => {
      finish(purge(runDir, options));
    });
}

/** Deletes what a run has left in its directory, and the directory where nothing else is in it. Says what goes. */
function purge(runDir: string, { yes }: { readonly yes: boolean }): ExitCode {
  const paths = runFiles(runDir);
  if (!existsSync(runDir) || !statSync(runDir).isDirectory()) throw noRun(runDir);
  requireRun(runDir);
  const lock = lockRunDirectory(paths.lock);
  try {
    const names = readdirSync(runDir).filter((name) => isOfRun(name, runDir));
    const others = readdirSync(runDir).length - names.length;
    const rest =
      others === 0 ? '' : `What else is there stays: ${others === 1 ? 'one file' : `${others} files`}.\n`;
    process.stdout.write(
      `${resolve(runDir)}\n${names.map((name) => describe(runDir, name)).join('')}${rest}`,
    );
    if (!yes) throw new CannotRun('Nothing was deleted; with --yes these files are, for good.');
    // The manifest last: until then what is left is a run, and can be purged.
    const inOrder = [...names.filter((name) => name !== basename(paths.manifest)), basename(paths.manifest)];
    for (const name of inOrder) rmSync(join(runDir, name), { recursive: true, force: true });
    if (others === 0) rmdirSync(runDir);
    process.stdout.write('Deleted.\n');
    return EXIT_CODES.allAccepted;
  } finally {
    lock.release();
  }
}

/** A file of a run, or what a start that was killed left beside it. */
function isOfRun(name: string, runDir: string): boolean {
  const known = Object.values(runFiles(runDir)).map((path) => basename(path));
  return known.includes(name.replace(/\.draft$/, '')) || /^lock\.\d+(\.stale)?$/.test(name);
}

function describe(runDir: string, name: string): string {
  const { size } = lstatSync(join(runDir, name));
  return `  ${name.padEnd(24)} ${String(size).padStart(12)} bytes\n`;
}
