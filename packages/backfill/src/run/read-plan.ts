import { asObject, MAPPING_VERSION, type MappingSettings } from '@intercom-destination/core';
import { readFileSync } from 'node:fs';
import type { Filters } from '../filters/filters';
import { writeNamePolicy, type NamePolicy } from '../options/name-policy';
import type { PlanFigures } from '../plan/figures';
import { isToSettle, type PlanFinding } from '../plan/finding';
import type { InputFingerprint } from '../run-directory/input-fingerprint';
import { READING_VERSION } from '../sources/reading-version';
import type { ReadingOptions } from '../sources/source-format';
import type { SkippedFile } from '../sources/unreadable-file';
import { CannotRun, describeSystemFault } from '../terminal/cannot-run';

/** What a saved plan fixes for the run that carries it out. What else is in the file is for people. */
export interface RunPlan {
  readonly format: 2;
  readonly mapping_version: number;
  readonly reading_version: number;
  readonly mapping: MappingSettings;
  readonly reading: ReadingOptions;
  readonly filters: Filters;
  readonly names: NamePolicy;
  /** `undefined`: standard input, which cannot be known again. */
  readonly inputs?: readonly InputFingerprint[];
  /** What the plan was made without, and the run is as well. */
  readonly skipped_files?: readonly SkippedFile[];
  readonly findings: readonly PlanFinding[];
  readonly figures?: Pick<PlanFigures, 'refused'>;
}

/** What a run is about to do. */
export interface PlannedSubject {
  readonly mapping: MappingSettings;
  readonly inputs: readonly InputFingerprint[];
  readonly reading: ReadingOptions;
  readonly filters: Filters;
  readonly names: NamePolicy;
}

export function readPlan(path: string): RunPlan {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new CannotRun(`Cannot read the plan ${path}: ${describeSystemFault(error) ?? 'unknown fault'}.`, {
      cause: error,
    });
  }
  try {
    const plan = JSON.parse(text) as Partial<RunPlan> | null;
    const { mapping, reading, filters, names, findings } = plan ?? {};
    if (
      plan?.format === 2 &&
      [mapping, reading, filters, names].every((part) => asObject(part) !== undefined) &&
      Array.isArray(findings)
    )
      return plan as RunPlan;
  } catch {
    // Falls through to the same answer as a plan of another form.
  }
  throw new CannotRun(`${path} is no plan that this version understands; make the plan anew.`);
}

/** Throws where a run would do something else than was planned. */
export function requirePlanned(plan: RunPlan, path: string, run: PlannedSubject): void {
  const refuse = (what: string) => new CannotRun(`${what} than the plan ${path}; make the plan anew.`);
  if (plan.mapping_version !== MAPPING_VERSION) {
    throw refuse(`This version maps by version ${MAPPING_VERSION}, another one`);
  }
  if (plan.reading_version !== READING_VERSION) throw refuse('This version reads dumps in another way');
  const changed = differing(plan.mapping, run.mapping);
  if (changed.length > 0) throw refuse(`The run has another mapping (${changed.join(', ')})`);
  if (differing(plan.reading, run.reading).length > 0)
    throw refuse('The run has another --format, --csv-types, --csv-escape or columns in its mapping file');
  const filters = differing(inUse(plan.filters), inUse(run.filters));
  if (filters.length > 0) throw refuse(`The run has other filters (${filters.join(', ')})`);
  if (writeNamePolicy(plan.names) !== writeNamePolicy(run.names)) {
    throw refuse(`The run gives other names (--names ${writeNamePolicy(run.names)})`);
  }
  if (plan.inputs === undefined) {
    throw new CannotRun(
      `The plan ${path} was made of standard input, which cannot be known again; plan files instead.`,
    );
  }
  const paths = (inputs: readonly InputFingerprint[]) => inputs.map((input) => input.path).join('\n');
  if (paths(plan.inputs) !== paths(run.inputs)) throw refuse('The run has other input files');
  for (const [index, { path: input, bytes, ends_sha256: hash }] of run.inputs.entries()) {
    const planned = plan.inputs[index];
    if (planned?.bytes === bytes && planned.ends_sha256 === hash) continue;
    throw new CannotRun(`${input} has changed since the plan ${path} was made; make the plan anew.`);
  }
}

/** How many calls may be refused, by code: as many as the plan found, once nothing in it is to be settled. */
export function plannedRefusals({ figures, findings }: RunPlan): Readonly<Record<string, number>> {
  return findings.some(isToSettle) ? {} : (figures?.refused ?? {});
}

function differing(planned: object, asked: object): string[] {
  const one = new Map(Object.entries(planned));
  const other = new Map(Object.entries(asked));
  return [...new Set([...one.keys(), ...other.keys()])].filter(
    (name) => JSON.stringify(one.get(name)) !== JSON.stringify(other.get(name)),
  );
}

/** A filter that is off may be said or left out. */
function inUse(filters: Filters): object {
  const isOff = (value: unknown) => value === false || (Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => !isOff(value)));
}
