import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeDump } from './dump.mjs';
import { spread } from './measure.mjs';
import { runProgram } from './run-program.mjs';

// node bench/beside.mjs <checkout> [mapper | reading] [rounds]: how many times the processor time of that checkout, which
// must be built, this one takes. Each side has a process of its own in each round, in turns.
const ROUNDS = 15;
const LINES = 200_000;
const HERE = fileURLToPath(new URL('..', import.meta.url));

const [, , checkout, what = 'mapper', rounds = ROUNDS] = process.argv;
if (checkout === undefined) throw new Error('Name a checkout that is built.');
const folder = mkdtempSync(join(tmpdir(), 'bench-beside-'));
try {
  const measure = what === 'reading' ? await openReading(folder) : measureMapper;
  const sides = [HERE, resolve(checkout)];
  const ratios = {};
  for (let round = 0; round < Number(rounds); round += 1) {
    const order = round % 2 === 0 ? [0, 1] : [1, 0];
    const found = [];
    for (const side of order) found[side] = await measure(sides[side]);
    for (const [name, ours] of Object.entries(found[0])) (ratios[name] ??= []).push(ours / found[1][name]);
  }
  for (const [name, all] of Object.entries(ratios)) {
    const { median, low, high } = spread(all);
    console.log(`${median.toFixed(3)} × (${low.toFixed(3)}–${high.toFixed(3)})  ${name}`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function measureMapper(root) {
  const program = fileURLToPath(new URL('programs/map-inputs.mjs', import.meta.url));
  const core = join(root, 'packages', 'core', 'dist', 'index.js');
  return JSON.parse(execFileSync(process.execPath, [program, core], { encoding: 'utf8' }));
}

/** Milliseconds of each command over plain NDJSON. */
async function openReading(into) {
  const dump = join(into, 'dump.ndjson');
  await writeDump(dump, LINES, { isPlain: true });
  const commands = {
    'run --dry-run': ['run', '--dry-run', '--name-budget', '10000'],
    'plan in one thread': ['plan', '--json', '--workers', '0'],
  };
  return async (root) => {
    const cli = join(root, 'packages', 'backfill', 'dist', 'cli.js');
    const taken = {};
    for (const [name, args] of Object.entries(commands)) {
      const { processorMs, stdout } = await runProgram(cli, [...args, '--progress', 'none', dump]);
      assert.match(stdout, /200,000 calls read|"calls": 200000\b/);
      taken[name] = processorMs;
    }
    return taken;
  };
}
