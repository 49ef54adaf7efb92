import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { copyWhole, isOurs, readIfThere, writeWhole } from './files';
import { refuseLinks } from './inside';
import type { InstallationRecord, RecordedFile } from './installation-record';
import type { PlannedFile } from './plan';
import { putBack, refuseLinksToPutBack } from './put-back';
import { backupPath } from './record';
import { Refused } from './refused';
import { inRemovalOrder } from './removal-order';

/** One change of one file. */
export interface Step {
  readonly kind: 'create' | 'replace' | 'rewrite' | 'put_back';
  readonly path: string;
  readonly run: () => void;
}

/** What is to be done for the files to be as planned; none if they are. Throws `Refused` where that would lose something. */
export function findSteps(
  app: string,
  plan: readonly PlannedFile[],
  record: InstallationRecord | undefined,
): readonly Step[] {
  const planned = new Set(plan.map(({ path }) => path));
  const leftOver = (record?.files ?? []).filter(({ path }) => !planned.has(path));
  for (const { path } of plan) refuseLinks(app, path);
  for (const file of leftOver) refuseLinksToPutBack(app, file);
  return [
    ...plan.flatMap((file) => stepsFor(app, file)),
    ...inRemovalOrder(leftOver).map((file) => putBackStep(app, file)),
  ];
}

function stepsFor(app: string, file: PlannedFile): readonly Step[] {
  const path = join(app, file.path);
  const current = readIfThere(path);
  const write = () => {
    writeWhole(path, file.content);
  };
  if (file.builtInPath !== undefined) return stepsInstead(app, file, file.builtInPath, write);
  if (current === file.content) return [];
  if (current === undefined) return [{ kind: 'create', path: file.path, run: write }];
  if (isOurs(path)) return [{ kind: 'rewrite', path: file.path, run: write }];
  throw new Refused(`${path} is there already and is not the installer's: it will not be overwritten.`);
}

function stepsInstead(
  app: string,
  { path: from, content }: PlannedFile,
  builtInPath: string,
  write: () => void,
): readonly Step[] {
  const path = join(app, from);
  const builtIn = join(app, builtInPath);
  const backup = backupPath(app, from);
  if (!isOurs(path)) {
    // The built-in one, also after an update of the transformer, or where a former run came no further.
    const replace = () => {
      copyWhole(path, backup);
      copyWhole(path, builtIn);
      write();
    };
    return [{ kind: 'replace', path: from, run: replace }];
  }
  if (!existsSync(builtIn)) {
    if (!existsSync(backup))
      throw new Refused(`${builtIn} is gone, and no copy of it is kept: install the transformer anew.`);
    const mend = () => {
      copyWhole(backup, builtIn);
      write();
    };
    return [{ kind: 'rewrite', path: from, run: mend }];
  }
  if (readIfThere(path) === content && existsSync(backup)) return [];
  const rewrite = () => {
    if (!existsSync(backup)) copyWhole(builtIn, backup);
    write();
  };
  return [{ kind: 'rewrite', path: from, run: rewrite }];
}

function putBackStep(app: string, file: RecordedFile): Step {
  const run = () => {
    putBack(app, file);
  };
  return { kind: 'put_back', path: file.path, run };
}
