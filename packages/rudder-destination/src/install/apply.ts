import type { Transformer } from './find-transformer';
import { fingerprint } from './fingerprint';
import type { InstallationRecord, RecordedFile } from './installation-record';
import { withLock } from './lock';
import type { PlannedFile } from './plan';
import { readRecord, writeRecord } from './record';
import { Refused, systemCode } from './refused';
import { findSteps, type Step } from './steps';
import type { Way } from './way';

/** What is asked for. */
export interface Wish {
  readonly transformer: Transformer;
  readonly way: Way;
  readonly plan: readonly PlannedFile[];
  /** Of this package. */
  readonly version: string;
}

/** What `apply` would do. */
export function preview({ transformer, plan }: Wish): readonly Step[] {
  return findSteps(transformer.app, plan, readRecord(transformer.app));
}

/** Makes the files as wished and says what it did; done again it does nothing, and after a half-done one it does the rest. */
export function apply(wish: Wish): readonly Step[] {
  const { app } = wish.transformer;
  return withLock(app, () => {
    const record = readRecord(app);
    const steps = findSteps(app, wish.plan, record);
    const wished = recordOf(wish);
    // Before the first change, so that a half-done one can be finished or undone.
    writeRecord(app, { ...wished, files: [...wished.files, ...leftOver(record, wished)] });
    steps.forEach(run);
    writeRecord(app, wished);
    return steps;
  });
}

function run(step: Step): void {
  try {
    step.run();
  } catch (error) {
    const code = systemCode(error);
    if (code === undefined) throw error;
    throw new Refused(
      `${step.path} cannot be written (${code}), so it is half done: --apply finishes it once it can be, --uninstall undoes it.`,
    );
  }
}

function recordOf({ version, way, plan }: Wish): InstallationRecord {
  const files = plan.map(({ path, content, builtInPath }): RecordedFile => {
    const file = { path, sha256: fingerprint(content) };
    return builtInPath === undefined ? file : { ...file, builtInPath };
  });
  return { version, way, files };
}

function leftOver(
  record: InstallationRecord | undefined,
  wished: InstallationRecord,
): readonly RecordedFile[] {
  const paths = new Set(wished.files.map(({ path }) => path));
  return (record?.files ?? []).filter(({ path }) => !paths.has(path));
}
