import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { createDump, type Dump } from '../reading/dump';
import { readFirstReading, writeFirstReading } from '../reading/first-reading';
import { readReadable } from '../reading/read-readable';
import type { Survey } from '../reading/survey';
import { compareFile, fingerprint } from '../run-directory/input-fingerprint';
import { writeLeftOut } from '../run-directory/left-out';
import {
  describeRun,
  hashSubject,
  requireSameRun,
  subjectOf,
  writeManifest,
  type Manifest,
} from '../run-directory/manifest';
import { hasBegun, runFiles } from '../run-directory/run-files';
import { DumpHistory } from '../sources/again/dump-history';
import { isSkipped } from '../sources/unreadable-file';
import type { Log } from '../terminal/log';
import type { PreparedRun } from './prepared-run';
import { readAhead } from './read-ahead';

/** What a run knows of its inputs once they were read, by this start or by an earlier one. */
export interface ReadInputs {
  /** With the files that are left out. */
  readonly manifest: Manifest;
  readonly dump: Dump;
  readonly found: Survey;
}

export async function readInputs(prepared: PreparedRun): Promise<ReadInputs> {
  const { manifest, options, log } = prepared;
  const files = prepared.files.filter((file) => !isSkipped(file, manifest.skipped_files ?? []));
  noteMended(manifest, log);
  return hasBegun(options.runDir) ? recallInputs(prepared, files) : readForTheFirstTime(prepared, files);
}

function recallInputs(prepared: PreparedRun, files: readonly string[]): ReadInputs {
  const { manifest, options } = prepared;
  const known = readFirstReading(runFiles(options.runDir), hashSubject(manifest));
  noteGrown(manifest, prepared.log);
  return { manifest, dump: openDump(prepared, files, known.files).dump, found: known.found };
}

/** The whole input has to be the same at the end as it was when the run was started. */
async function readForTheFirstTime(prepared: PreparedRun, files: readonly string[]): Promise<ReadInputs> {
  const { target, manifest, options, stopRequest, log } = prepared;
  const paths = runFiles(options.runDir);
  // What a plan leaves out is fixed by the plan.
  const skipsBadFiles = options.skipBadFiles && options.plan === undefined;
  const { found: read, skipped } = await readReadable(files, skipsBadFiles, async (readable) => {
    const { dump, history } = openDump(prepared, readable);
    const surveyed = await readAhead(dump, {
      onCollision: manifest.on_collision,
      overlapsFolder: paths.overlaps,
      verifySample: target.remembers ? manifest.verify_sample : 0,
      progress: options.progress,
      signal: stopRequest.drain.signal,
    });
    return { dump, history, ...surveyed };
  });
  const { dump, history, found, leftOut } = read;
  for (const { fault } of skipped) log.warn(`Left out: ${fault}`);
  const readFiles = history.files.length === 1 ? 'one file' : `${history.files.length} files`;
  log.info(`${found.calls} calls were read from ${readFiles}.`);
  requireSameRun(manifest, describeRun({ ...subjectOf(manifest), files: prepared.files }, new Date()));
  const bound =
    skipped.length === 0
      ? manifest
      : { ...manifest, skipped_files: [...(manifest.skipped_files ?? []), ...skipped] };
  if (bound !== manifest) writeManifest(paths.manifest, bound);
  writeLeftOut(paths.leftOut, leftOut);
  writeFirstReading(paths, hashSubject(bound), { files: history.files, found });
  return { manifest: bound, dump, found };
}

function openDump(
  { manifest, suppression }: PreparedRun,
  files: readonly string[],
  known?: ConstructorParameters<typeof DumpHistory>[1],
): { readonly dump: Dump; readonly history: DumpHistory } {
  const bytesOf = new Map(manifest.inputs.map(({ path, bytes }) => [path, bytes]));
  const history = new DumpHistory(
    new Map(files.map((file) => [file, bytesOf.get(resolve(file)) ?? 0])),
    known,
  );
  return { dump: createDump({ ...manifest, files, suppression, history }), history };
}

/** A file that is whole by now stays left out: the calls of a run have their places from its beginning on. */
function noteMended({ inputs, skipped_files: skipped = [] }: Manifest, log: Log): void {
  for (const { file } of skipped) {
    const then = inputs.find(({ path }) => path === file);
    if (then === undefined || compareFile(then, fingerprint(file)) === 'same') continue;
    log.warn(
      `${file} could not be read when this run was started, and has changed since. It is not read now either: start another run for it.`,
    );
  }
}

/** What came behind the end of a file since the run was started belongs to another run. */
export function noteGrown({ inputs }: Manifest, log: Log): void {
  for (const { path, bytes } of inputs) {
    if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) <= bytes) continue;
    log.warn(
      `${path} has grown since the run was started; what was added is not part of it. Start another run for that.`,
    );
  }
}
