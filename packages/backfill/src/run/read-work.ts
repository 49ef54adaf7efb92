import type { MappingSettings } from '@intercom-destination/core';
import { readFilters } from '../filters/filter-options';
import type { Filters } from '../filters/filters';
import type { Suppression } from '../filters/suppression';
import type { NamePolicy } from '../options/name-policy';
import { readMappingFile, type MappingFile } from '../reading/read-mapping-file';
import { fingerprint } from '../run-directory/input-fingerprint';
import { findSourceFiles, STDIN } from '../sources/find-source-files';
import type { PassedOver } from '../sources/inputs/passed-over';
import type { ReadingOptions } from '../sources/source-format';
import { readReading } from '../sources/source-options';
import type { SkippedFile } from '../sources/unreadable-file';
import { CannotRun } from '../terminal/cannot-run';
import { readPlan, plannedRefusals as refusalsOf, requirePlanned, type RunPlan } from './read-plan';
import type { PlannedFindings } from './require-settled';
import type { RunRequest } from './run-request';

/** What a run reads, and by which rules. */
export interface Work {
  readonly files: readonly string[];
  readonly passedOver: readonly PassedOver[];
  readonly mapping: MappingSettings;
  readonly names: NamePolicy;
  readonly reading: ReadingOptions;
  readonly filters: Filters;
  readonly suppression: Suppression | undefined;
  /** What the plan leaves out; `undefined`: nothing, or there is no plan. */
  readonly skippedFiles: readonly SkippedFile[] | undefined;
  /** By code, what the plan takes as it is; `undefined`: there is no plan. */
  readonly plannedRefusals: Readonly<Record<string, number>> | undefined;
  /** `undefined`: there is no plan. */
  readonly planned: PlannedFindings | undefined;
}

/** Mapping, columns and names are those of the plan, unless others are given. Throws where the run would do something else than planned. */
export async function readWork(inputs: readonly string[], options: RunRequest): Promise<Work> {
  const { plan, names = { kind: 'same' } } = options;
  const read = plan === undefined ? undefined : { plan: readPlan(plan), path: plan };
  const { mapping, columns } =
    options.mapping === undefined && read !== undefined
      ? mappingOf(read.plan)
      : await readMappingFile(options.mapping);
  const reading = readReading(options, columns);
  const { filters, suppression } = await readFilters(options);
  const { files, passedOver } = await findSourceFiles(inputs, options.runDir);
  const skippedFiles = read?.plan.skipped_files;
  const planned = read === undefined ? undefined : { path: read.path, findings: read.plan.findings };
  const plannedRefusals = read === undefined ? undefined : refusalsOf(read.plan);
  const work = {
    ...{ files, passedOver, mapping, names, reading, filters, suppression },
    ...{ skippedFiles, plannedRefusals, planned },
  };
  if (read !== undefined) requireAsPlanned(read, work);
  return work;
}

function mappingOf({ mapping, reading }: RunPlan): Pick<MappingFile, 'mapping' | 'columns'> {
  return { mapping, columns: reading.columns };
}

function requireAsPlanned(
  { plan, path }: { readonly plan: RunPlan; readonly path: string },
  { files, ...work }: Work,
): void {
  if (files.includes(STDIN)) {
    throw new CannotRun(
      'A plan is about files: standard input cannot be known again, so it is not carried out.',
    );
  }
  requirePlanned(plan, path, { ...work, inputs: files.map(fingerprint) });
}
