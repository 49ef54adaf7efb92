import type { MappingSettings } from '@intercom-destination/core';
import type { Filters } from '../filters/filters';
import type { NamePolicy } from '../options/name-policy';
import type { InputFingerprint } from '../run-directory/input-fingerprint';
import type { PassedOver } from '../sources/inputs/passed-over';
import type { ReadingOptions } from '../sources/source-format';
import type { SkippedFile } from '../sources/unreadable-file';
import type { PlanFigures } from './figures';
import type { ProbeFigures } from './probe';
import type { PlanFinding } from './verdict';

/**
 * What `plan --out` writes. All but the figures and findings is what a run with this plan must agree with: the same
 * inputs, read, mapped and filtered in the same way.
 */
export interface PlanFile {
  readonly format: 1;
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
  readonly verdict: 'go' | 'settle_first';
  readonly findings: readonly PlanFinding[];
  /** The command to run, with the workspace left blank. */
  readonly command: string;
}
