import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeDump } from '../dump.mjs';
import { spread } from '../measure.mjs';
import { runProgram } from '../run-program.mjs';

const LINES = 1_000_000;
const ROUNDS = 3;
/** To tell what threads bring. */
const IN_ONE_THREAD = 'plan --workers 0';
const BARE = fileURLToPath(new URL('../programs/bare-reading.mjs', import.meta.url));
const CLI = fileURLToPath(new URL('../../packages/backfill/dist/cli.js', import.meta.url));

/** Reading a dump of a million lines in gzip, beside a loop that does nothing but unpack, split and parse it. */
export default async function reading() {
  const folder = mkdtempSync(join(tmpdir(), 'bench-reading-'));
  const dump = join(folder, 'dump.ndjson.gz');
  try {
    await writeDump(dump, LINES);
    const commands = {
      'run --dry-run': ['run', '--dry-run', '--progress', 'none', '--name-budget', '10000', dump],
      plan: ['plan', '--json', '--progress', 'none', dump],
      [IN_ONE_THREAD]: ['plan', '--workers', '0', '--json', '--progress', 'none', dump],
    };
    const rounds = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const bare = await runProgram(BARE, [dump]);
      assert.equal(bare.stdout, `${LINES}\n`);
      const taken = {};
      for (const [command, args] of Object.entries(commands)) {
        const { ms, peakBytes, stdout } = await runProgram(CLI, args);
        assert.match(stdout, /1,000,000 calls read|"calls": 1000000\b/);
        taken[command] = { ratio: bare.ms / ms, ms, peakBytes };
      }
      rounds.push(taken);
    }
    return Object.keys(commands).map((command) => {
      const of = (name) => spread(rounds.map((taken) => taken[command][name])).median;
      return {
        what: `\`${command}\` over ${LINES.toLocaleString('en')} lines in gzip`,
        beside: 'unpack, split and `JSON.parse` alone',
        ratio: spread(rounds.map((taken) => taken[command].ratio)),
        ...(command === IN_ONE_THREAD ? {} : { goal: { least: 0.6 } }),
        detail: `${Math.round(LINES / (of('ms') / 1000)).toLocaleString('en')} lines a second, ${Math.round(of('peakBytes') / 1e6)} MB`,
      };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
