import type { MappingSettings } from '@intercom-destination/core';
import { CannotRun } from '../cannot-run';
import type { Filters } from '../filters/filters';
import { readMappingFile } from '../read-mapping-file';
import { fingerprint } from '../run-directory/input-fingerprint';
import type { RunOptions } from '../run-options';
import { STDIN } from '../sources/find-source-files';
import type { ReadingOptions } from '../sources/source-format';
import type { NamePolicy } from './name-policy';
import { readPlan, requirePlanned } from './read-plan';

type SubjectOptions = Pick<RunOptions, 'plan' | 'mapping' | 'names'>;

/** By which mapping and names a run goes: those of its plan, unless others are given. */
export function readSubject({ plan, mapping, names }: SubjectOptions): {
  readonly mapping: MappingSettings;
  readonly names: NamePolicy;
} {
  return {
    mapping: mapping === undefined && plan !== undefined ? readPlan(plan).mapping : readMappingFile(mapping),
    names: names ?? { kind: 'same' },
  };
}

/** Throws where there is a plan and the run would do something else. */
export function requireAsPlanned(
  { plan }: SubjectOptions,
  run: {
    readonly mapping: MappingSettings;
    readonly names: NamePolicy;
    readonly reading: ReadingOptions;
    readonly filters: Filters;
    readonly files: readonly string[];
  },
): void {
  if (plan === undefined) return;
  if (run.files.includes(STDIN)) {
    throw new CannotRun(
      'A plan is about files: standard input cannot be known again, so it is not carried out.',
    );
  }
  requirePlanned(readPlan(plan), plan, { ...run, inputs: run.files.map(fingerprint) });
}
