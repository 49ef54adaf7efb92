import { CannotRun } from '../terminal/cannot-run';
import { readManifest, type Manifest } from './manifest';
import { runFiles } from './run-files';

/** The manifest of the run in the directory. Throws `CannotRun` where there is none. */
export function requireRun(runDir: string): Manifest {
  const manifest = readManifest(runFiles(runDir).manifest);
  if (manifest === undefined) throw noRun(runDir);
  return manifest;
}

export function noRun(runDir: string): CannotRun {
  return new CannotRun(`${runDir} holds no run; a run has a manifest.json there.`);
}
