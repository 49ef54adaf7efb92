import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from './run.mjs';
import { setUp } from './set-up.mjs';

// Backfills the sample dumps into the embedded simulator, from nothing to a summary, within a minute.
setUp();
const { createMapper } = await import('../packages/core/dist/index.js');

const cli = join(root, 'packages', 'backfill', 'dist', 'cli.js');
const dumps = join('examples', 'dumps');
const runFolder = join(root, '.intercom-destination', 'demo');
rmSync(runFolder, { recursive: true, force: true });

console.log('Backfilling the sample dumps in examples/dumps into a simulator of Intercom on this machine.');
console.log(
  "It keeps Intercom's pace, four fifths of 1,667 calls in 10 seconds, so this takes about half a minute.\n",
);
const { status } = spawnSync(
  process.execPath,
  [
    cli,
    'run',
    dumps,
    '--to',
    'simulator',
    '--simulator-contacts',
    join('examples', 'contacts.ndjson'),
  ].concat(['--run-dir', relative(root, runFolder)]),
  { cwd: root, stdio: 'inherit' },
);

// 0: all accepted. 1: finished, and some calls were refused or are dead letters, as the samples intend.
if (status !== 0 && status !== 1) process.exit(status ?? 1);
showOneCall();
if (!existsSync(join(runFolder, 'report.json'))) process.exit(1);

function showOneCall() {
  const mapTrackCall = createMapper();
  const { call, mapped } = findTellingCall(mapTrackCall);
  console.log('\nOne call, before');
  console.log(
    indent({
      event: call.event,
      userId: call.userId,
      timestamp: call.timestamp,
      properties: call.properties,
    }),
  );
  console.log('\nand the data event that it became');
  console.log(indent(mapped.dataEvent));
  console.log('\nwith these notes');
  for (const { code, key, detail } of mapped.notes) console.log(`  ${code.padEnd(16)} ${key}: ${detail}`);
  console.log('\nNext: node packages/backfill/dist/cli.js map examples/dumps/live.ndjson | head -3');
}

/** The sample that shows most in a few lines: different notes, few properties. */
function findTellingCall(mapTrackCall) {
  let best;
  for (const line of readFileSync(join(root, dumps, 'live.ndjson'), 'utf8').split('\n')) {
    const call = parse(line);
    const mapped = mapTrackCall(call);
    if (!mapped.ok || Object.keys(call.properties ?? {}).length > 10) continue;
    const score = new Set(mapped.notes.map(({ code }) => code)).size;
    if (best === undefined || score > best.score) best = { call, mapped, score };
  }
  return best;
}

function parse(line) {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function indent(value) {
  return JSON.stringify(value, null, 2).replace(/^/gm, '  ');
}
