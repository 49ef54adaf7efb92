import type { MappingSettings } from '@intercom-destination/core';
import type { Filters } from '../filters/filters';
import type { NamePolicy } from '../options/name-policy';
import type { InputFingerprint } from '../run-directory/input-fingerprint';
import type { PassedOver } from '../sources/inputs/passed-over';
import type { ReadingOptions } from '../sources/source-format';
import type { SkippedFile } from '../sources/unreadable-file';
import type { Accepted } from './accept';
import type { PlanFigures } from './figures';
import type { PlanFinding } from './finding';
import type { ProbeFigures } from './probe';

/**
 * What `plan --out` writes. All but the figures and findings is what a run with this plan must agree with: the same
 * inputs, read, mapped and filtered in the same way. A live workspace gets nothing while a finding is to be settled. Format 1 did
 * not weigh notes.
 */
export interface PlanFile {
  readonly format: 2;
  readonly created_at: string;
  readonly mapping_version: number;
  readonly reading_version: number;
  readonly mapping: MappingSettings;
  readonly reading: ReadingOptions;
  readonly filters: Filters;
  readonly names: NamePolicy;
  /** `undefined`: standard input, which cannot be known again. */
  readonly inputs: readonly InputFingerprint[] | undefined;
  /** Files that cannot be read, and that the run leaves out; absent: there are none. */
  readonly skipped_files?: readonly SkippedFile[];
  /** What lies beside the inputs and is not read; folders have a slash behind them. */
  readonly passed_over: readonly PassedOver[];
  readonly figures: PlanFigures;
  readonly probe: ProbeFigures | undefined;
  /** What somebody has accepted: see `--accept`. */
  readonly accepted: Accepted;
  readonly verdict: 'go' | 'settle_first';
  readonly findings: readonly PlanFinding[];
  /** What to run, with the workspace left blank; two commands where the plan was not kept. */
  readonly command: string;
}
