import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint } from './files';
import { backupPath, readRecord, type InstallationRecord, type RecordedFile } from './record';
import { Refused } from './refused';
import type { Way } from './way';

/** What is installed, and what of it is not as it was written. */
export type Inspection =
  | { readonly state: 'absent' }
  | {
      readonly state: 'intact' | 'broken';
      readonly record: InstallationRecord;
      /** A line for each file that is not as it should be. */
      readonly faults: readonly string[];
    };

/** `current` is this package's version, `pathsFor` what it would write for a way. */
export function inspect(app: string, current: string, pathsFor: (way: Way) => readonly string[]): Inspection {
  const record = readRecord(app);
  if (record === undefined) return { state: 'absent' };
  const faults = [
    ...(record.version === current
      ? missingFrom(record, pathsFor)
      : [`this installer is version ${current}`]),
    ...record.files.flatMap((file) => faultsOf(app, file)),
  ];
  return { state: faults.length === 0 ? 'intact' : 'broken', record, faults };
}

/** What the way wants and the record does not know of; or why nobody can tell. */
function missingFrom(
  { way, files }: InstallationRecord,
  pathsFor: (way: Way) => readonly string[],
): string[] {
  const recorded = new Set(files.map(({ path }) => path));
  try {
    return pathsFor(way)
      .filter((path) => !recorded.has(path))
      .map((path) => `${path} belongs to it and was not installed`);
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
