import { strict as assert } from 'node:assert';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeDump } from '../dump.mjs';
import { runProgram } from '../run-program.mjs';

const SIZES = process.env.BENCH_LONG === '1' ? [100_000, 1_000_000, 10_000_000] : [100_000, 1_000_000];
const MOST_BYTES = 200e6;
const FLAT = 1.1;
const LOOKS_APART_MS = 100;
const CLI = fileURLToPath(new URL('../../packages/backfill/dist/cli.js', import.meta.url));

/** Peak memory of a dry run as the dump grows, and what it keeps on the disk meanwhile. */
export default async function memory() {
  const found = [];
  for (const lines of SIZES) found.push(await dryRun(lines));
  const peaks = found.map(({ peakBytes }) => peakBytes);
  const growth = Math.max(...peaks.slice(1)) / peaks[0];
  const inMegabytes = (bytes) => `${Math.round(bytes / 1e6)} MB`;
  const sizes = SIZES.map((lines) => lines.toLocaleString('en')).join(', ');
  return [
    {
      what: `peak memory of \`run --dry-run\` over ${sizes} lines`,
      beside: `itself at ${SIZES[0].toLocaleString('en')}`,
      ratio: { median: growth },
      goal: { text: '≤ 1.1 ×, < 200 MB' },
      isMet: growth <= FLAT && Math.max(...peaks) < MOST_BYTES,
      detail: peaks.map(inMegabytes).join(', '),
    },
    {
      what: 'the table that finds duplicates and collisions, on disk',
      beside: '',
      value: found.map(({ tableBytes }) => inMegabytes(tableBytes)).join(', '),
      detail: `sorted out in ${found.map(({ passMs }) => `${(passMs / 1000).toFixed(1)} s`).join(', ')}`,
    },
  ];
}

async function dryRun(lines) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-memory-'));
  try {
    const dump = join(folder, 'dump.ndjson.gz');
    await writeDump(dump, lines);
    let tableBytes = 0;
    let grewMs = 0;
    const look = setInterval(() => {
      const bytes = sizeOfTable(folder);
      if (bytes > tableBytes) [tableBytes, grewMs] = [bytes, performance.now()];
    }, LOOKS_APART_MS);
    const args = ['run', '--dry-run', '--progress', 'none', '--name-budget', '10000', dump];
    const { peakBytes, stdout } = await runProgram(CLI, args, { env: { TMPDIR: folder } });
    clearInterval(look);
    assert.ok(stdout.includes(`${lines.toLocaleString('en')} calls read`));
    return { peakBytes, tableBytes, passMs: performance.now() - grewMs };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The parts come and go while one looks. */
function sizeOfTable(folder) {
  try {
    return readdirSync(folder, { recursive: true })
      .filter((name) => /overlaps\/\d+$/.test(name))
      .reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
  } catch {
    return 0;
  }
}
