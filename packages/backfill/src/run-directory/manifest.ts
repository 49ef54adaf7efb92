import { MAPPING_VERSION, type MappingSettings, type WorkspaceIdentity } from '@intercom-destination/core';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { findChangedFilter, type Filters } from '../filters/filters';
import { writeNamePolicy, type NamePolicy } from '../options/name-policy';
import type { Through } from '../options/through';
import type { CollisionPolicy } from '../overlaps/collision-policy';
import { READING_VERSION } from '../sources/reading-version';
import type { ReadingOptions } from '../sources/source-format';
import type { SkippedFile } from '../sources/unreadable-file';
import type { Handover } from '../target/handover';
import { CannotRun } from '../terminal/cannot-run';
import { errorCodeOf } from '../terminal/error-code';
import { compareFile, fingerprint, type InputFingerprint } from './input-fingerprint';
import { replaceFile } from './replace-file';

/** What a run is about, fixed from its first start to its end. */
export interface Manifest {
  readonly format: 1;
  readonly created_at: string;
  readonly mapping_version: number;
  /** How the inputs are taken apart. */
  readonly reading_version: number;
  /** Every setting of the mapping, the defaults included. */
  readonly mapping: MappingSettings;
  readonly on_collision: CollisionPolicy;
  readonly names: NamePolicy;
  /** Contacts of whom the counts were stored before the run, for `verify`. */
  readonly verify_sample: number;
  readonly target: string;
  readonly reading: ReadingOptions;
  readonly filters: Filters;
  /** Whose code brings the calls there. */
  readonly through: Through;
  /** The platform that has the calls in Intercom's stead; absent: none. */
  readonly into?: Handover;
  readonly inputs: readonly InputFingerprint[];
  /** Those of them that cannot be read, and stay left out; absent: there are none. */
  readonly skipped_files?: readonly SkippedFile[];
  /** How many calls may be refused, by code, since the plan found and took them; absent: there was no plan. */
  readonly planned_refusals?: Readonly<Record<string, number>>;
  /** Once Intercom has said it. */
  readonly workspace?: { readonly id_code: string; readonly region: string | undefined };
}

/** What a run is asked to do. */
export interface RunSubject {
  readonly files: readonly string[];
  readonly target: string;
  readonly mapping: MappingSettings;
  readonly onCollision: CollisionPolicy;
  readonly verifySample: number;
  readonly names: NamePolicy;
  readonly reading: ReadingOptions;
  readonly filters: Filters;
  readonly through: Through;
  readonly into?: Handover | undefined;
  readonly skippedFiles?: readonly SkippedFile[] | undefined;
  readonly plannedRefusals?: Readonly<Record<string, number>> | undefined;
}

export function describeRun(subject: RunSubject, now: Date): Manifest {
  const {
    files,
    target,
    mapping,
    onCollision,
    verifySample,
    names,
    reading,
    filters,
    through,
    into,
    skippedFiles,
    plannedRefusals,
  } = subject;
  return {
    format: 1,
    created_at: now.toISOString(),
    mapping_version: MAPPING_VERSION,
    reading_version: READING_VERSION,
    mapping,
    on_collision: onCollision,
    verify_sample: verifySample,
    names,
    target,
    reading,
    filters,
    through,
    ...(into === undefined ? {} : { into }),
    inputs: files.map(fingerprint),
    ...(skippedFiles === undefined ? {} : { skipped_files: skippedFiles }),
    ...(plannedRefusals === undefined ? {} : { planned_refusals: plannedRefusals }),
  };
}

/** What a run was started for, but for its files. */
export function subjectOf(manifest: Manifest): Omit<RunSubject, 'files'> {
  const { on_collision: onCollision, verify_sample: verifySample, ...same } = manifest;
  return { ...same, onCollision, verifySample };
}

/** The same for manifests that are about the same, however often the run is begun anew. */
export function hashSubject(manifest: Manifest): string {
  const subject = { ...manifest, created_at: undefined, workspace: undefined };
  return createHash('sha256').update(JSON.stringify(subject)).digest('hex');
}

/** The manifest of a run begun before; `undefined`: none was. */
export function readManifest(path: string): Manifest | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const manifest = JSON.parse(text) as Partial<Manifest>;
    if (manifest.format === 1 && manifest.mapping !== undefined) return manifest as Manifest;
  } catch {
    // Falls through to the same answer as a manifest of another form.
  }
  throw new CannotRun(`${path} is no manifest that this version understands.`);
}

export function writeManifest(path: string, manifest: Manifest): void {
  replaceFile(path, `${JSON.stringify(manifest, null, 2)}\n`);
}

/** The manifest of a run that is now bound to a workspace. Throws where it was started for another one. */
export function bindToWorkspace(
  manifest: Manifest,
  { idCode, region }: Partial<WorkspaceIdentity> = {},
): Manifest {
  const begun = manifest.workspace;
  if (begun === undefined) {
    return idCode === undefined ? manifest : { ...manifest, workspace: { id_code: idCode, region } };
  }
  if (begun.id_code === idCode && begun.region === region) return manifest;
  const other = idCode === undefined ? 'does not say whose it is' : `is of ${idCode}`;
  throw new CannotRun(`The run was started for the workspace ${begun.id_code}, and the token ${other}.`);
}

/** Throws where the same run directory is asked to do something else than it was started for. */
export function requireSameRun(begun: Manifest, asked: Manifest): void {
  const advice = 'give this one another --run-dir';
  if (begun.mapping_version !== asked.mapping_version) {
    throw new CannotRun(`The run was started with mapping version ${begun.mapping_version}; ${advice}.`);
  }
  if (begun.reading_version !== asked.reading_version) {
    throw new CannotRun(
      `The run was started by a version that reads dumps in another way; ${advice}, or finish it with that version.`,
    );
  }
  const names = Object.keys(asked.mapping) as (keyof MappingSettings)[];
  const changed = names.filter(
    (name) => JSON.stringify(begun.mapping[name]) !== JSON.stringify(asked.mapping[name]),
  );
  if (changed.length > 0) {
    throw new CannotRun(`The run was started with another mapping (${changed.join(', ')}); ${advice}.`);
  }
  if (begun.on_collision !== asked.on_collision) {
    throw new CannotRun(`The run was started with --on-collision ${begun.on_collision}; ${advice}.`);
  }
  if (writeNamePolicy(begun.names) !== writeNamePolicy(asked.names)) {
    throw new CannotRun(`The run was started with --names ${writeNamePolicy(begun.names)}; ${advice}.`);
  }
  if (begun.verify_sample !== asked.verify_sample) {
    throw new CannotRun(`The run was started with --verify-sample ${begun.verify_sample}; ${advice}.`);
  }
  if (
    begun.reading.format !== asked.reading.format ||
    begun.reading.csvTypes !== asked.reading.csvTypes ||
    begun.reading.csvEscape !== asked.reading.csvEscape
  ) {
    throw new CannotRun(`The run was started with another --format, --csv-types or --csv-escape; ${advice}.`);
  }
  if (JSON.stringify(begun.reading.columns) !== JSON.stringify(asked.reading.columns)) {
    throw new CannotRun(`The run was started with other columns in its mapping file; ${advice}.`);
  }
  const filter = findChangedFilter(begun.filters, asked.filters);
  if (filter !== undefined) {
    throw new CannotRun(`The run was started with other filters (${filter}); ${advice}.`);
  }
  if (begun.through !== asked.through) {
    throw new CannotRun(`The run was started with --through ${begun.through}; ${advice}.`);
  }
  if (begun.target !== asked.target)
    throw new CannotRun(`The run was started for ${begun.target}; ${advice}.`);
  const askedPaths = asked.inputs.map(({ path }) => path).join('\n');
  if (begun.inputs.map(({ path }) => path).join('\n') !== askedPaths) {
    throw new CannotRun(`The run was started with other input files; ${advice}.`);
  }
  asked.inputs.forEach((input, index) => {
    const then = begun.inputs[index];
    if (begun.skipped_files?.some(({ file }) => file === input.path) === true) return;
    if (then === undefined || compareFile(then, input) === 'changed') {
      throw new CannotRun(`${input.path} has changed since the run was started; restore it, or ${advice}.`);
    }
  });
}
