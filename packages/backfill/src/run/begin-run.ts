import { existsSync } from 'node:fs';
import { lockRunDirectory } from '../run-directory/lock';
import {
  describeRun,
  readManifest,
  requireSameRun,
  writeManifest,
  type Manifest,
  type RunSubject,
} from '../run-directory/manifest';
import { createRunFolder, hasBegun, runFiles } from '../run-directory/run-files';
import { STDIN } from '../sources/find-source-files';
import { spoolStdin } from './spool-stdin';

/**
 * Locks the run directory while `work` lasts, and binds it to the subject of its first start. `check` runs before standard
 * input is read.
 */
export async function inRunDirectory<T>(
  runDir: string,
  subject: RunSubject,
  { signal, check }: { readonly signal: AbortSignal; readonly check?: () => Promise<unknown> },
  work: (begun: { readonly files: readonly string[]; readonly manifest: Manifest }) => Promise<T>,
): Promise<T> {
  createRunFolder(runDir);
  const paths = runFiles(runDir);
  const lock = lockRunDirectory(paths.lock);
  try {
    if (subject.files.includes(STDIN)) {
      if (!existsSync(paths.spooledStdin)) await check?.();
      await spoolStdin(paths.spooledStdin, signal);
    }
    const files = subject.files.map((file) => (file === STDIN ? paths.spooledStdin : file));
    const manifest = beginOrResume(runDir, describeRun({ ...subject, files }, new Date()));
    return await work({ files, manifest });
  } finally {
    lock.release();
  }
}

function beginOrResume(runDir: string, asked: Manifest): Manifest {
  const { manifest: path } = runFiles(runDir);
  const begun = readManifest(path);
  // Where no call has ended, a damaged file can be mended and the same command given again.
  if (begun === undefined || !hasBegun(runDir)) {
    writeManifest(path, asked);
    return asked;
  }
  requireSameRun(begun, asked);
  return begun;
}
