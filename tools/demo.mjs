import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describeSeconds } from './describe-seconds.mjs';
import { root } from './run.mjs';
import { setUp } from './set-up.mjs';

// Backfills the sample dumps into the embedded simulator, from nothing to a summary, within a minute.
const startedMs = performance.now();
setUp();
const { createMapper } = await import('../packages/core/dist/index.js');

const cli = join(root, 'packages', 'backfill', 'dist', 'cli.js');
const dumps = join('examples', 'dumps');
const runFolder = join(root, '.intercom-destination', 'demo');
rmSync(runFolder, { recursive: true, force: true });

showOneCall();
console.log(`
Backfilling the sample dumps in examples/dumps into a simulator of Intercom on this machine, at Intercom's pace: four
fifths of 1,667 requests in 10 seconds, so it takes about half a minute. Some calls are faulty and some people unknown
on purpose.
`);
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
const reportFile = join(runFolder, 'report.json');
const report = existsSync(reportFile) ? JSON.parse(readFileSync(reportFile, 'utf8')) : undefined;
if (report?.state !== 'finished' || report.adds_up !== true) {
  console.error('The demo failed: the run has not finished, or its counts do not add up.');
  process.exit(1);
}
console.log(`
Next, a dump of your own:
  node packages/backfill/dist/cli.js run YOUR-DUMP --to simulator --simulator-contacts YOUR-CONTACTS

The demo passed in ${describeSeconds((performance.now() - startedMs) / 1_000)}: ${format(report.calls)} calls read, ${format(report.outcomes.accepted)} events accepted, every call counted once.`);

function showOneCall() {
  const mapTrackCall = createMapper();
  const { call, mapped } = findTellingCall(mapTrackCall);
  console.log('One of the sample calls');
  console.log(
    indent({
      event: call.event,
      userId: call.userId,
      timestamp: call.timestamp,
      properties: call.properties,
    }),
  );
  console.log(
    '\nbecomes this data event: money and dates first, since Intercom ignores what follows the tenth key',
  );
  console.log(indent(mapped.dataEvent));
  console.log('\nwith a note for whatever was changed or left behind');
  const keysByCode = new Map();
  for (const { code, key } of mapped.notes) keysByCode.set(code, [...(keysByCode.get(code) ?? []), key]);
  for (const [code, keys] of keysByCode) console.log(`  ${code.padEnd(16)} ${keys.join(', ')}`);
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

function format(count) {
  return count.toLocaleString('en-US');
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
