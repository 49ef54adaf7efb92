import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDump } from '../reading/dump';
import { readReadable } from '../reading/read-readable';
import { exitCodeOf } from '../report/exit-code-of';
import { buildReport } from '../report/run-report';
import { summarise } from '../report/summary';
import { describeUnreadColumns } from '../report/unread-columns';
import { RunMeter } from '../run-directory/measurements';
import { isSkipped } from '../sources/unreadable-file';
import type { ExitCode } from '../terminal/exit-codes';
import { createLog } from '../terminal/log';
import { readAhead, requireNameBudget } from './read-ahead';
import { readWork } from './read-work';
import type { RunRequest } from './run-request';

/** Maps and counts everything as a run would, sends nothing, and leaves nothing on the disk. */
export async function dryRun(
  inputs: readonly string[],
  options: RunRequest,
  signal: AbortSignal,
): Promise<ExitCode> {
  const work = await readWork(inputs, options);
  const startedMs = Date.now();
  const folder = mkdtempSync(join(tmpdir(), 'intercom-destination-'));
  try {
    const reading = {
      onCollision: options.onCollision,
      verifySample: 0,
      overlapsFolder: join(folder, 'overlaps'),
      progress: options.progress,
      signal,
    };
    const { skippedFiles: left = [] } = work;
    const files = work.files.filter((file) => !isSkipped(file, left));
    const { found: read, skipped } = await readReadable(files, options.skipBadFiles, (readable) =>
      readAhead(createDump({ ...work, files: readable }), reading),
    );
    const { found } = read;
    const skippedFiles = [...left, ...skipped];
    const report = buildReport({
      state: 'dry_run',
      target: options.to ?? options.into ?? 'no target',
      begunAt: new Date(startedMs).toISOString(),
      startedMs,
      endedMs: Date.now(),
      input: found,
      ...(skippedFiles.length === 0 ? {} : { skippedFiles }),
      plannedRefusals: work.plannedRefusals,
      passedOver: work.passedOver,
      counts: found.decided,
      contactsCreated: 0,
      measurements: new RunMeter().measurements,
    });
    for (const line of describeUnreadColumns(found.unreadColumns)) createLog(options.logLevel).warn(line);
    process.stdout.write(summarise(report, undefined));
    requireNameBudget(found, options.nameBudget);
    return exitCodeOf(report);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
