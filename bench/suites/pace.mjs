import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { flat, series } from '../inputs.mjs';
import { spread } from '../measure.mjs';
import { startSimulatorProcess } from '../simulator-process.mjs';

const LIMIT = 1_667;
const SHARE = 0.8;
const WINDOWS = 4;
const CLI = fileURLToPath(new URL('../../packages/backfill/dist/cli.js', import.meta.url));

/** A run in real time beside the share of Intercom's rate window that it may use. */
export default async function pace() {
  return [await withOffset(0), await withOffset(2)];
}

async function withOffset(resetOffset) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-pace-'));
  const simulator = await startSimulatorProcess({ rateLimit: LIMIT, resetOffset });
  try {
    const dump = join(folder, 'dump.ndjson');
    const calls = series(flat, LIMIT * (WINDOWS + 3));
    writeFileSync(dump, calls.map((call) => `${JSON.stringify(call)}\n`).join(''));
    const args = ['run', dump, '--to', simulator.url, '--run-dir', join(folder, 'run'), '--progress', 'none'];
    const env = { ...process.env, INTERCOM_ACCESS_TOKEN: simulator.token };
    const run = spawn(process.execPath, [CLI, ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    // The first two are not whole: the run reads its input, and learns the clock.
    const from = simulator.windows.length + 2;
    while (simulator.windows.length < from + WINDOWS) await new Promise((done) => setTimeout(done, 200));
    run.kill('SIGINT');
    await once(run, 'close');
    const whole = simulator.windows.slice(from, from + WINDOWS);
    const refused = simulator.windows.reduce((sum, window) => sum + window.refused, 0);
    const shares = whole.map(({ accepted }) => accepted / (SHARE * LIMIT));
    const used = { ...spread(shares), low: Math.min(...shares), high: Math.max(...shares) };
    return {
      what: `\`run\` in windows of ${LIMIT.toLocaleString('en')} calls, their end told ${resetOffset} s late`,
      beside: `its share, ${(SHARE * LIMIT).toFixed(1)} a window`,
      ratio: used,
      goal: { text: '≥ 0.99 ×, no 429' },
      isMet: used.median >= 0.99 && refused === 0,
      detail: `${whole.map(({ accepted }) => accepted).join(', ')}; ${refused} answered 429`,
    };
  } finally {
    simulator.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
