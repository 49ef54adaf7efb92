import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const FILE = join(root, 'packages', 'rudder-destination', 'dist', 'transformation.js');

export const RECORDED = join(root, 'test', 'fixtures', 'rudder', 'transformation.ndjson');

/**
 * What RudderStack's own Intercom destinations send for every shared case of the mapping after our transformation, as a real
 * checkout of rudder-transformer, installed and built, does it. JSON by lines: first which transformer. `null`: the transformation
 * dropped the call.
 */
export function recordTransformation(checkout) {
  const cases = readCases();
  const code = readFileSync(FILE, 'utf8');
  const bySettings = groupBy(cases, ({ settings }) => JSON.stringify(settings ?? {}));
  const groups = [...bySettings].map(([settings, group]) => ({
    code: withSettings(code, settings),
    events: group.flatMap(({ call, at }) =>
      TYPES.map((destinationType) => ({
        message: { ...call, type: 'track', messageId: `${at} ${destinationType}` },
        metadata: { destinationType, messageId: `${at} ${destinationType}` },
      })),
    ),
  }));
  const sent = new Map(
    transformIn(checkout, groups).flatMap(({ outputs }) =>
      outputs.map(({ message, sent: body }) => [message.messageId, body]),
    ),
  );
  const { version } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8'));
  const [commit, date] = git(checkout, 'log', '-1', '--format=%H %cs').split(' ');
  const answers = cases.map(({ at, because }) => ({
    because,
    ...Object.fromEntries(TYPES.map((type) => [type, sent.get(`${at} ${type}`) ?? null])),
  }));
  return [{ version, commit, date }, ...answers].map((line) => JSON.stringify(line)).join('\n');
}

const TYPES = ['INTERCOM', 'INTERCOM_V2'];

/** The server hands over objects alone, and no other type of call becomes an event. */
function readCases() {
  const folder = join(root, 'test', 'cases');
  return readdirSync(folder)
    .sort()
    .flatMap((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')))
    .map((each, at) => ({ ...each, at }))
    .filter(({ call, expected }) => isObject(call) && expected.refusal !== 'not_a_track_call');
}

function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function withSettings(code, settings) {
  const from = code.indexOf('const SETTINGS = {');
  const to = code.indexOf('\n};', from) + '\n};'.length;
  return `${code.slice(0, from)}const SETTINGS = ${settings};${code.slice(to)}`;
}

/** In a process of its own: isolated-vm asks for Node's own snapshot to be off. */
function transformIn(checkout, groups) {
  const script = fileURLToPath(new URL('transform-in-checkout.mjs', import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--no-node-snapshot', script, checkout], {
    input: JSON.stringify(groups),
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  if (status !== 0) throw new Error(`The transformation could not be run in ${checkout}:\n${stderr}`);
  return JSON.parse(stdout.slice(stdout.indexOf('[{"outputs"')));
}

function git(checkout, ...args) {
  return spawnSync('git', args, { cwd: checkout, encoding: 'utf8' }).stdout.trim();
}

function groupBy(values, keyOf) {
  const groups = new Map();
  for (const value of values) groups.set(keyOf(value), [...(groups.get(keyOf(value)) ?? []), value]);
  return groups;
}

// node test/rudder/record-transformation.mjs CHECKOUT: writes the fixture anew.
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(RECORDED, `${recordTransformation(process.argv[2])}\n`);
}
