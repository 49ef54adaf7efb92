import { MAPPING_VERSION } from '@intercom-destination/core';
import { existsSync, writeFileSync } from 'node:fs';
import { readFilters } from '../filters/filter-options';
import type { NamePolicy } from '../options/name-policy';
import { readMappingFile } from '../reading/read-mapping-file';
import { readReadable } from '../reading/read-readable';
import { fingerprint, type InputFingerprint } from '../run-directory/input-fingerprint';
import { replaceFile } from '../run-directory/replace-file';
import { findPreset } from '../sources/find-preset';
import { findSourceFiles, STDIN } from '../sources/find-source-files';
import { READING_VERSION } from '../sources/reading-version';
import { readReading } from '../sources/source-options';
import { CannotRun } from '../terminal/cannot-run';
import { EXIT_CODES, type ExitCode } from '../terminal/exit-codes';
import { printableJson } from '../terminal/printable';
import { showProgress } from '../terminal/progress';
import { accept } from './accept';
import { chooseWorkers } from './choose-workers';
import { toFigures } from './figures';
import { isToSettle } from './finding';
import { LOOKS } from './looks';
import { lookForUnmatched } from './looks/unmatched-settings';
import type { PlanFile } from './plan-file';
import type { PlanRequest } from './plan-request';
import { describePlan } from './plan-text';
import { openProbe } from './probe-workspace';
import { profileDump } from './profile-dump';
import { toRunCommand } from './run-command';
import { describePreset, judge } from './verdict';

/** A proposed rule names an event as its calls do; the figures add the prefix. */
const AS_MAPPED: NamePolicy = { kind: 'same' };

/** Reads the inputs once and prints the plan. Rejects with the reason of the signal when that is aborted. */
export async function makePlan(
  inputs: readonly string[],
  options: PlanRequest,
  signal: AbortSignal,
): Promise<ExitCode> {
  const now = new Date();
  const { mapping, columns: columnsSaid, said } = await readMappingFile(options.mapping);
  const { filters, suppression } = await readFilters(options);
  const { files, passedOver } = await findSourceFiles(inputs);
  const found = columnsSaid === undefined ? await findPreset(files, options.format) : undefined;
  const columns = found === undefined ? columnsSaid : { preset: found.preset, fields: {}, types: {} };
  const reading = readReading(options, columns);
  if (options.writeMapping !== undefined) requireNoFile(options.writeMapping);
  const before = fingerprintAll(files, options.out);
  const workspace = options.probe === undefined ? undefined : await openProbe(options, signal);
  try {
    const dump = { reading, mapping, names: AS_MAPPED, filters, suppression };
    const progress = showProgress({ title: 'Reading', form: options.progress });
    const profiling = {
      nowSeconds: now.getTime() / 1000,
      probe: options.probe ?? 0,
      workers: chooseWorkers(files, options.workers),
      onProgress: progress.update,
      signal,
    };
    const { found: taken, skipped } = await readReadable(files, options.skipBadFiles, (readable) =>
      profileDump({ ...dump, files: readable }, profiling),
    ).finally(progress.stop);
    requireSameFiles(before, fingerprintAll(files, options.out));

    const figures = toFigures(taken, {
      keyLimit: mapping.keyLimit,
      types: mapping.types,
      names: options.names,
      rate: options.rate,
      callsPerWindow: workspace?.callsPerWindow,
    });
    const probe = await workspace?.probe(taken.profile.sample.identifiers, signal);
    const seen = LOOKS.flatMap((look) => look(taken, mapping) ?? []);
    const unmatched = lookForUnmatched(taken, mapping, filters) ?? [];
    const judged = [...describePreset(found), ...seen, ...judge(figures, probe, said)].concat(unmatched);
    const findings = accept(judged, options.accept);
    const planned: PlanFile = {
      format: 2,
      created_at: now.toISOString(),
      mapping_version: MAPPING_VERSION,
      reading_version: READING_VERSION,
      mapping,
      reading,
      filters,
      names: options.names,
      inputs: before,
      ...(skipped.length === 0 ? {} : { skipped_files: skipped }),
      passed_over: passedOver,
      figures,
      probe,
      accepted: options.accept,
      verdict: findings.some(isToSettle) ? 'settle_first' : 'go',
      findings,
      command: toRunCommand(inputs, options),
    };
    if (options.out !== undefined) replaceFile(options.out, `${JSON.stringify(planned, null, 2)}\n`);
    if (options.writeMapping !== undefined) {
      const { proposeMapping } = await import('./propose-mapping');
      const proposal = proposeMapping(figures, taken.profile.keys.sorted, mapping, columns);
      writeFileSync(options.writeMapping, proposal, { flag: 'wx' });
    }
    process.stdout.write(
      options.json ? `${printableJson(JSON.stringify(planned, null, 2))}\n` : describePlan(planned, options),
    );
    const isAllWell = planned.verdict === 'go' && skipped.length === 0;
    return isAllWell ? EXIT_CODES.allAccepted : EXIT_CODES.finishedWithLosses;
  } finally {
    await workspace?.close();
  }
}

/** `undefined`: standard input, which cannot be read again. */
function fingerprintAll(
  files: readonly string[],
  out: string | undefined,
): readonly InputFingerprint[] | undefined {
  if (!files.includes(STDIN)) return files.map(fingerprint);
  if (out === undefined) return undefined;
  throw new CannotRun(
    'A plan for --out fixes its inputs, and standard input cannot be read again; give files.',
  );
}

function requireSameFiles(
  before: readonly InputFingerprint[] | undefined,
  after: readonly InputFingerprint[] | undefined,
): void {
  const changed = before?.find((input, index) => input.ends_sha256 !== after?.[index]?.ends_sha256);
  if (changed !== undefined) throw new CannotRun(`${changed.path} has changed while it was read.`);
}

function requireNoFile(path: string): void {
  if (existsSync(path)) throw new CannotRun(`${path} is there already; give --write-mapping another name.`);
}
