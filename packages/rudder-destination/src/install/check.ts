import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtPath, isBuiltOf } from './built';
import { fingerprint } from './fingerprint';
import type { InstallationRecord, RecordedFile } from './installation-record';
import { findLoadFaults } from './load';
import type { PlannedFile } from './plan';
import { backupPath, readRecord } from './record';
import { Refused } from './refused';
import type { Way } from './way';

/** What is installed, and what of it is not as it was written. */
export type Inspection =
  | { readonly state: 'absent' }
  | {
      readonly state: 'intact' | 'broken';
      readonly record: InstallationRecord;
      /** A line for each. What runs is looked at only where the files are as they were written. */
      readonly faults: readonly string[];
      /** The files are as they were written, and a clone is only to be built. */
      readonly isOnlyStale: boolean;
    };

export interface Expected {
  /** This package's. */
  readonly version: string;
  /** What it would write for a way. */
  readonly planFor: (way: Way) => readonly PlannedFile[];
  /** Whether to load the files too, which takes seconds. */
  readonly load: boolean;
}

export function inspect(app: string, { version, planFor, load }: Expected): Inspection {
  const record = readRecord(app);
  if (record === undefined) return { state: 'absent' };
  const written = [
    ...(record.version === version ? deviations(record, planFor) : [`this installer is version ${version}`]),
    ...record.files.flatMap((file) => faultsOf(app, file)),
  ];
  if (written.length > 0) return { state: 'broken', record, faults: written, isOnlyStale: false };
  const stale = staleOf(app, record.files);
  if (stale.length > 0) return { state: 'broken', record, faults: stale, isOnlyStale: true };
  const faults = load ? findLoadFaults(app, record.files) : [];
  return { state: faults.length === 0 ? 'intact' : 'broken', record, faults, isOnlyStale: false };
}

/** Where the record differs from what this installer would write for the same way; or why that cannot be said. */
function deviations(
  { way, files }: InstallationRecord,
  planFor: (way: Way) => readonly PlannedFile[],
): readonly string[] {
  const recorded = new Map(files.map(({ path, sha256 }) => [path, sha256]));
  try {
    return planFor(way).flatMap(({ path, content }) => {
      const sha256 = recorded.get(path);
      if (sha256 === undefined) return [`${path} belongs to it and was not installed`];
      return sha256 === fingerprint(content) ? [] : [`${path} was written by another build of the installer`];
    });
  } catch (error) {
    if (error instanceof Refused) return [error.message];
    throw error;
  }
}

function faultsOf(app: string, { path, sha256, builtInPath }: RecordedFile): readonly string[] {
  const file = join(app, path);
  if (!existsSync(file)) return [`${path} is missing`];
  if (fingerprint(readFileSync(file)) !== sha256) return [`${path} is not as it was written`];
  if (builtInPath === undefined) return [];
  const builtIn = join(app, builtInPath);
  if (!existsSync(builtIn)) return [`${builtInPath}, the built-in one, is missing`];
  const backup = backupPath(app, path);
  const isKept = existsSync(backup) && readFileSync(backup).equals(readFileSync(builtIn));
  return isKept ? [] : [`${builtInPath} is not the built-in one that was replaced`];
}

/** What runs is not what was written: in a clone, files that were not built yet. */
function staleOf(app: string, files: readonly RecordedFile[]): readonly string[] {
  const stale = files.filter(({ path }) => {
    const built = builtPath(path);
    return built !== undefined && !isBuiltOf(app, path, built);
  });
  if (stale.length === 0) return [];
  return [
    `dist was not built of ${stale.length} of the files as they are: ${stale.map(({ path }) => path).join(', ')}`,
  ];
}
