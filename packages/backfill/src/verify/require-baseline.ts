import { CannotRun } from '../terminal/cannot-run';
import { readBaseline, type Baseline } from './baseline';
import { describePermission } from './permission';

/** The counts that the run stored. Throws where it stored none that can be compared. */
export function requireBaseline(path: string): Baseline {
  const baseline = readBaseline(path);
  if (baseline === undefined) {
    throw new CannotRun(
      'The run has stored no counts to compare with: it was started with --verify-sample 0, or sent to the embedded simulator.',
    );
  }
  if (baseline === 'other_version') {
    throw new CannotRun(
      'The run was started by another version, which stored other counts, so this version cannot verify it.',
    );
  }
  if (baseline.denied !== undefined) {
    throw new CannotRun(
      `The token of the run lacked ${describePermission(baseline.denied)}, so there are no counts to compare with.`,
    );
  }
  return baseline;
}
