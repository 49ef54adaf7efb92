import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint } from './files';
import type { InstallationRecord, RecordedFile } from './installation-record';
import { comparePassedOn } from './passed-on';
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
      /** A line for each file that is not as it should be. */
      readonly faults: readonly string[];
      /** Each file that stands in the place of a built-in one, and which of its exports it passes on: all of them. */
      readonly passedOn: readonly { readonly path: string; readonly names: readonly string[] }[];
    };

/** `current` is this package's version, `planFor` what it would write for a way. */
export function inspect(
  app: string,
  current: string,
  planFor: (way: Way) => readonly PlannedFile[],
): Inspection {
  const record = readRecord(app);
  if (record === undefined) return { state: 'absent' };
  const files = record.files.map((file) => ({ path: file.path, ...look(app, file) }));
  const faults = [
    ...(record.version === current ? deviations(record, planFor) : [`this installer is version ${current}`]),
    ...files.flatMap((file) => file.faults),
  ];
  const passedOn = files.flatMap(({ path, names }) => (names === undefined ? [] : [{ path, names }]));
  return { state: faults.length === 0 ? 'intact' : 'broken', record, faults, passedOn };
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

/** What is found at a file; `names` where it passes on every export of a built-in one. */
interface Look {
  readonly faults: readonly string[];
  readonly names?: readonly string[];
}

function look(app: string, file: RecordedFile): Look {
  const faults = faultsOf(app, file);
  return faults.length > 0 || file.builtInPath === undefined
    ? { faults }
    : lookAtExports(app, file.path, file.builtInPath);
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

function lookAtExports(app: string, path: string, builtInPath: string): Look {
  const read = (from: string) => readFileSync(join(app, from), 'utf8');
  const passedOn = comparePassedOn(read(builtInPath), read(path));
  switch (passedOn.kind) {
    case 'all':
      return { faults: [], names: passedOn.names };
    case 'some':
      return { faults: [`${path} does not pass on ${passedOn.missing.join(', ')} of ${builtInPath}`] };
    case 'unknown':
      return {
        faults: [
          `what ${builtInPath} exports cannot be read, so whether ${path} passes it on was not checked`,
        ],
      };
    default:
      return passedOn satisfies never;
  }
}
