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
/** At the end of the dump, so that nearly everything has ended when the run is resumed. */
const TO_SEND = 20_000;
const ROUNDS = 5;
/** A start is stopped after so many, by Ctrl-C. */
const SENT_A_START = 20;
const MOST_MS = 1_000;
const CLI = fileURLToPath(new URL('../../packages/backfill/dist/cli.js', import.meta.url));

/** From the start of the process that resumes a run to its first event, where nearly all calls of a large dump have ended. */
export default async function resume() {
  const folder = mkdtempSync(join(tmpdir(), 'bench-resume-'));
  const intercom = await startIntercom();
  try {
    const dump = join(folder, 'dump.ndjson');
    await writeDump(dump);
    const args = [
      'run',
      dump,
      '--to',
      intercom.url,
      '--run-dir',
      join(folder, 'run'),
      '--verify-sample',
      '0',
    ];
    const first = await timeToFirstEvent(args, intercom);
    const timesMs = [];
    for (let round = 0; round < ROUNDS; round += 1) timesMs.push(await timeToFirstEvent(args, intercom));
    const { median, low, high } = spread(timesMs);
    return [
      {
        what: `resume of a run over ${LINES.toLocaleString('en')} lines: time to its first event`,
        beside: 'the first start, which reads them all',
        value: `${Math.round(median)} ms (${Math.round(low)}–${Math.round(high)})`,
        goal: { text: '< 1 s' },
        isMet: median < MOST_MS,
        detail: `the first start took ${(first / 1000).toFixed(1)} s`,
      },
    ];
  } finally {
    intercom.server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function writeDump(path) {
  const file = createWriteStream(path);
  for (let at = 0; at < LINES; at += 1) {
    const isSent = at >= LINES - TO_SEND;
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

/** Milliseconds. */
async function timeToFirstEvent(args, intercom) {
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
    if (events === SENT_A_START) child.kill('SIGINT');
  };
  const [code] = await once(child, 'close');
  assert.equal(code, 4);
  assert.ok(firstMs !== undefined);
  return firstMs;
}
