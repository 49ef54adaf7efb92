import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint } from './files';
import { backupPath, readRecord, type InstallationRecord, type RecordedFile } from './record';

/** What is installed, and what of it is not as it was written. */
export type Inspection =
  | { readonly state: 'absent' }
  | {
      readonly state: 'intact' | 'broken';
      readonly record: InstallationRecord;
      /** A line for each file that is not as it should be. */
      readonly faults: readonly string[];
    };

export function inspect(app: string): Inspection {
  const record = readRecord(app);
  if (record === undefined) return { state: 'absent' };
  const faults = record.files.flatMap((file) => faultsOf(app, file));
  return { state: faults.length === 0 ? 'intact' : 'broken', record, faults };
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
