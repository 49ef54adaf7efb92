import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { check, tellAmiss } from './checks.mjs';
import { root } from './run.mjs';
import { setUp } from './set-up.mjs';

// Lays the Segment destination out in a checkout of segmentio/action-destinations and runs what their CI runs on it. A line for each thing
// that was checked; exit code 1 if anything is amiss. The checkout is left as it was.
setUp();
const NAME = 'intercom-events';
const PACKAGE = 'packages/destination-actions';
const FOLDER = `${PACKAGE}/src/destinations/${NAME}`;
const INDEX = `${PACKAGE}/src/destinations/index.ts`;
/** Segment gives out the true one. */
const ID = '000000000000000000000000';
const OUTPUT_SHOWN = 4_000;

const checkout = resolve(process.argv[2] ?? '.');
const folder = join(checkout, FOLDER);
if (!existsSync(join(checkout, INDEX)) || !existsSync(join(checkout, 'node_modules'))) {
  console.error('npm run check:segment -- <checkout of action-destinations, after yarn install>');
  process.exit(2);
}
if (readFileSync(join(checkout, INDEX), 'utf8').includes(ID)) {
  console.error(`${join(checkout, INDEX)} registers ${ID} already. Take the line away first.`);
  process.exit(2);
}
if (existsSync(folder)) {
  console.error(`${folder} is there already. Take it away first.`);
  process.exit(2);
}

// Ctrl-C stops the running check; the checkout is then restored.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => undefined);
const commit = spawnSync('git', ['log', '-1', '--format=%h of %cs'], { cwd: checkout })
  .stdout?.toString()
  .trim();
console.log(`action-destinations, commit ${commit}, Node ${process.versions.node}`);
const index = readFileSync(join(checkout, INDEX));
try {
  checkAll();
} finally {
  rmSync(folder, { recursive: true, force: true });
  writeFileSync(join(checkout, INDEX), index);
}
tellAmiss();

function checkAll() {
  const layOut = join(root, 'packages', 'segment-destination', 'lay-out-catalogue.mjs');
  if (!checkRun('the folder is laid out', run(process.execPath, [layOut, folder], root))) return;
  writeFileSync(join(checkout, INDEX), `${index}\nregister('${ID}', './${NAME}')\n`);

  const laid = contents();
  checkRun('prettier', tool('prettier', '--check', `${FOLDER}/**/*.{ts,json}`));
  checkRun('eslint', tool('eslint', '--max-warnings', '0', `${FOLDER}/**/*.ts`));
  checkRun('generate:types runs', cli('generate:types', '-p', `${FOLDER}/index.ts`));
  same('generate:types changes nothing', laid);
  checkRun('generate:metadata-payload runs', cli('generate:metadata-payload', '-p', `${FOLDER}/index.ts`));
  same('generate:metadata-payload changes nothing', laid);
  const secrets = cli('validate-secret-fields', '-p', `${FOLDER}/index.ts`);
  checkRun('validate-secret-fields: only a password holds a secret', secrets);
  checkRun('typecheck: nothing in the folder', onlyOurs(typescript('--noEmit')));
  checkRun('validate', validate());
  checkRun(
    'its own test',
    tool('jest', '--rootDir', PACKAGE, '--config', jestConfig(), `destinations/${NAME}/`),
  );
}

/** Their rules for a definition. Their command asks all destinations that were built. */
function validate() {
  const program = `
    const Validate = require('${join(checkout, 'packages/cli/src/commands/validate.ts')}').default;
    const destination = require('${join(folder, 'index.ts')}').default;
    const rules = new Validate([], {});
    const found = ['validatePresets', 'validateActions', 'validateSettings'].flatMap((rule) => rules[rule](destination));
    for (const error of found) console.log(error.message);
    process.exit(found.length === 0 ? 0 : 1);`;
  return run(process.execPath, ['-r', 'ts-node/register/transpile-only', '-e', program], checkout);
}

function jestConfig() {
  const { jest } = JSON.parse(readFileSync(join(checkout, PACKAGE, 'package.json'), 'utf8'));
  return JSON.stringify({ ...jest, rootDir: join(checkout, PACKAGE) });
}

function typescript(...args) {
  return tool('tsc', '-p', `${PACKAGE}/tsconfig.build.json`, ...args);
}

/** With another version of a library some of theirs may not compile, which is not ours. */
function onlyOurs({ isWell, output }) {
  if (!isWell && !output.includes('error TS')) return { isWell, output };
  const ours = output.split('\n').filter((line) => line.includes(`destinations/${NAME}/`));
  return { isWell: ours.length === 0, output: ours.join('\n') };
}

function cli(...args) {
  return run(process.execPath, [join(checkout, 'bin', 'run'), ...args], checkout);
}

function tool(name, ...args) {
  return run(process.execPath, [join(checkout, 'node_modules', '.bin', name), ...args], checkout);
}

function run(command, args, cwd) {
  const { status, signal, stdout, stderr } = spawnSync(command, args, { cwd, maxBuffer: 2 ** 28 });
  if (signal !== null) throw new Error(`${command} was ended by ${signal}.`);
  return { isWell: status === 0, output: `${stdout}${stderr}` };
}

function contents() {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return new Map(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path, readFileSync(path, 'utf8')];
    }),
  );
}

function same(what, before) {
  const after = contents();
  const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
    (path) => before.get(path) !== after.get(path),
  );
  check(what, changed.length === 0, changed.join('\n'));
}

function checkRun(what, { isWell, output }) {
  return check(what, isWell, output.slice(-OUTPUT_SHOWN));
}
