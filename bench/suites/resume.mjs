import { strict as assert } from 'node:assert';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { spread } from '../measure.mjs';

const LINES = 1_000_000;
const ROUNDS = 5;
/** Track calls at the end of the dump that are left for the starts that are measured. */
const LEFT = 20_000;
/** Events of a start that is measured. */
const SENT_A_START = 20;
const MOST_MS = 1_000;
const CLI = fileURLToPath(new URL('../../packages/backfill/dist/cli.js', import.meta.url));

/** From the start of the process that resumes a run to its first event, where nearly all calls of a large dump have ended. */
export default async function resume() {
  return [
    await measure('nearly all of them of other types', { tracks: LEFT, rate: '133/s' }),
    await measure('nearly all of them sent', { tracks: LINES, rate: '100000/s' }),
  ];
}

async function measure(what, { tracks, rate }) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-resume-'));
  const intercom = await startIntercom();
  try {
    const dump = join(folder, 'dump.ndjson');
    await writeDump(dump, tracks);
    const runDir = join(folder, 'run');
    const args = [
      'run',
      dump,
      '--to',
      intercom.url,
      '--run-dir',
      runDir,
      '--verify-sample',
      '0',
      '--rate',
      rate,
    ];
    const first = await timeToFirstEvent(args, intercom, Math.max(SENT_A_START, tracks - LEFT));
    const timesMs = [];
    for (let round = 0; round < ROUNDS; round += 1)
      timesMs.push(await timeToFirstEvent(args, intercom, SENT_A_START));
    const { median, low, high } = spread(timesMs);
    return {
      what: `resume of a run over ${LINES.toLocaleString('en')} lines, ${what}: time to its first event`,
      beside: 'the first start, which reads them all',
      value: `${Math.round(median)} ms (${Math.round(low)}–${Math.round(high)})`,
      goal: { text: '< 1 s' },
      isMet: median < MOST_MS,
      detail: `the first start took ${(first / 1000).toFixed(1)} s`,
    };
  } finally {
    intercom.server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function writeDump(path, tracks) {
  const file = createWriteStream(path);
  for (let at = 0; at < LINES; at += 1) {
    const isSent = at >= LINES - tracks;
    const call = {
      ...(isSent ? { type: 'track', event: 'Plan Upgraded' } : { type: 'identify' }),
      userId: `u${at % 5_000}`,
      messageId: `m${at}`,
      timestamp: new Date(Date.UTC(2026, 0, 1) + at * 1_000).toISOString(),
      [isSent ? 'properties' : 'traits']: { plan: 'pro', seats: at % 40, source: 'pricing page' },
    };
    if (!file.write(`${JSON.stringify(call)}\n`)) await once(file, 'drain');
  }
  file.end();
  await finished(file);
}

/** Answers at once, and tells of each event. */
async function startIntercom() {
  const intercom = { onEvent: () => undefined };
  intercom.server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      if (request.method === 'POST') {
        intercom.onEvent();
        response.writeHead(202).end();
      } else response.end(JSON.stringify({ type: 'admin', app: { id_code: 'bench', region: 'US' } }));
    });
  }).listen(0, '127.0.0.1');
  await once(intercom.server, 'listening');
  intercom.url = `http://127.0.0.1:${intercom.server.address().port}`;
  return intercom;
}

/** Milliseconds. The start is stopped by Ctrl-C after so many events. */
async function timeToFirstEvent(args, intercom, stopAfter) {
  const startMs = performance.now();
  let firstMs;
  let events = 0;
  const child = spawn(process.execPath, [CLI, ...args, '--progress', 'none', '--log-level', 'error'], {
    env: { ...process.env, INTERCOM_ACCESS_TOKEN: 'bench' },
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  intercom.onEvent = () => {
    firstMs ??= performance.now() - startMs;
    events += 1;
    if (events === stopAfter) child.kill('SIGINT');
  };
  const [code] = await once(child, 'close');
  assert.equal(code, 4);
  assert.ok(firstMs !== undefined);
  return firstMs;
}
