import type { Rate } from '@intercom-destination/core';
import type { FilterOptions } from '../filters/filter-options';
import type { NamePolicy } from '../options/name-policy';
import type { SourceOptions } from '../sources/source-options';
import type { ProgressForm } from '../terminal/progress';
import type { Accepted } from './accept';
import type { ProbeOptions } from './probe-workspace';

export interface PlanRequest extends SourceOptions, FilterOptions, ProbeOptions {
  readonly mapping?: string;
  readonly names: NamePolicy;
  readonly rate: Rate;
  readonly out?: string;
  readonly writeMapping?: string;
  readonly accept: Accepted;
  readonly probe?: number;
  readonly workers?: number;
  readonly skipBadFiles: boolean;
  readonly json: boolean;
  readonly progress: ProgressForm;
}
