import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDump } from './dump';
import type { ExitCode } from './exit-codes';
import { readAhead, requireNameBudget } from './read-ahead';
import { readSubject, requireAsPlanned } from './live/read-subject';
import { readFilters } from './options/filter-options';
import { readReading } from './options/source-options';
import { exitCodeOf } from './report/exit-code-of';
import { RunMeter } from './report/measurements';
import { buildReport } from './report/run-report';
import { summarise } from './report/summary';
import type { RunOptions } from './run-options';
import { findSourceFiles } from './sources/find-source-files';

/** Maps and counts everything as a run would, sends nothing, and leaves nothing on the disk. */
export async function dryRun(
  inputs: readonly string[],
  options: RunOptions,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { mapping, names } = readSubject(options);
  const reading = readReading(options);
  const { filters, suppression } = await readFilters(options);
  const files = await findSourceFiles(inputs, options.runDir);
  requireAsPlanned(options, { mapping, names, reading, filters, files });
  const startedMs = Date.now();
  const folder = mkdtempSync(join(tmpdir(), 'intercom-destination-'));
  try {
    const found = await readAhead(createDump({ files, reading, mapping, names, filters, suppression }), {
      onCollision: options.onCollision,
      verifySample: 0,
      overlapsFolder: join(folder, 'overlaps'),
      progress: options.progress,
      signal,
    });
    const report = buildReport({
      state: 'dry_run',
      target: options.to ?? 'no target',
      begunAt: new Date(startedMs).toISOString(),
      startedMs,
      endedMs: Date.now(),
      survey: found,
      counts: found.decided,
      contactsCreated: 0,
      measurements: new RunMeter().measurements,
    });
    process.stdout.write(summarise(report, undefined));
    requireNameBudget(found, options.nameBudget);
    return exitCodeOf(report);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
