import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { copyOf } from './check-rudder/copy.mjs';
import { differences, fingerprints } from './check-rudder/fingerprints.mjs';
import { questions, TAKEN, USER_ID } from './check-rudder/questions.mjs';
import { withTransformer } from './check-rudder/transformer.mjs';
import { check, tellAmiss } from './checks.mjs';
import { root } from './run.mjs';
import { setUp } from './set-up.mjs';

// Runs what the RudderStack pages in docs say, in a copy of a checkout of rudderlabs/rudder-transformer with dependencies and a build.
// A line for each thing that was checked; exit code 1 if anything is amiss.
setUp();
const { startSimulator } = await import('../packages/simulator/dist/index.js');
const { checkTransformation } = await import('../test/rudder/check-transformation.mjs');
const installer = join(root, 'packages', 'rudder-destination', 'dist', 'install.cjs');
const checkout = resolve(process.argv[2] ?? '.');
if (!existsSync(join(checkout, 'dist', 'src', 'index.js')) || !existsSync(join(checkout, 'src'))) {
  console.error(
    'npm run check:rudder -- <checkout of rudder-transformer, after npm install and npm run build>',
  );
  process.exit(2);
}

const RECORD = '.intercom-destination/installation.json';
// Whoever stops this program stops the transformer that it has started.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
const { version } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8'));
const commit = spawnSync('git', ['log', '-1', '--format=%h of %cs'], { cwd: checkout })
  .stdout?.toString()
  .trim();
console.log(`rudder-transformer ${version}, commit ${commit}`);
const intercom = await startSimulator();
const { builtIn, takenOver, ownType } = questions(intercom);
const { copy: app, remove } = copyOf(checkout);
try {
  const differences = checkTransformation(checkout);
  check('the Transformation: every answer as recorded', differences.length === 0, differences.join('\n'));
  await checkClone();
  await checkImage();
} catch (error) {
  check('runs to its end', false, error.stack);
} finally {
  await intercom.close();
  remove();
}
tellAmiss();

async function checkClone() {
  const both = ['--take-over', TAKEN, '--own-type'];
  const files = fingerprints(app);
  const before = await withTransformer(app, (base) => askAll(base, [...builtIn, ...takenOver]));

  install('preview', app, ...both);
  same('preview changes no file', files, fingerprints(app));
  install('apply', app, ...both, '--apply');
  const written = writtenFiles();
  program('what is written passes format:ci', 'prettier/bin/prettier.cjs', '--check', RECORD, ...written);
  // It looks at no others.
  program(
    'what is written passes eslint',
    'eslint/bin/eslint.js',
    ...written.filter((path) => /\.[jt]s$/.test(path)),
  );
  build('build');
  install('check', app, '--check');
  await withTransformer(app, async (base) => {
    await checkFeatures(base, true);
    compare('the built-in one', before, await askAll(base, builtIn));
    checkOurs(await askAll(base, [...takenOver, ...ownType]));
  });

  install('drop the own type', app, '--take-over', TAKEN, '--apply');
  check('dist has no own type', !existsSync(join(app, 'dist/src/v0/destinations/intercom_events')));
  install('uninstall', app, '--uninstall');
  await withTransformer(app, async (base) => {
    await checkFeatures(base, false);
    compare('uninstalled, not built yet', before, await askAll(base, [...builtIn, ...takenOver]));
  });
  build('build after uninstall');
  same('uninstalled and built, src and dist/src have the bytes that they had', files, fingerprints(app));
}

/** The same code without its sources, as an image has it. */
async function checkImage() {
  const image = join(app, '..', 'image');
  mkdirSync(join(image, 'src'), { recursive: true });
  cpSync(join(app, 'dist'), join(image, 'dist'), { recursive: true });
  cpSync(join(app, 'package.json'), join(image, 'package.json'));
  symlinkSync(join(checkout, 'node_modules'), join(image, 'node_modules'));
  const files = fingerprints(image);
  install('image: apply', image, '--take-over', TAKEN, '--own-type', '--apply');
  install('image: check', image, '--check');
  await withTransformer(image, async (base) => {
    await checkFeatures(base, true);
    checkOurs(await askAll(base, [...takenOver, ...ownType]));
  });
  install('image: uninstall', image, '--uninstall');
  same('image: uninstalled, it has the bytes that it had', files, fingerprints(image));
}

async function askAll(base, asked) {
  if (intercom.contacts().length === 0) intercom.seedContacts([{ external_id: USER_ID }]);
  const answers = new Map();
  for (const { name, path, headers, body } of asked) {
    const response = await fetch(base + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    answers.set(name, `${response.status} ${await response.text()}`);
  }
  return answers;
}

async function checkFeatures(base, isThere) {
  const { routerTransform, regulations } = await (await fetch(`${base}/features`)).json();
  const has = [routerTransform.INTERCOM_EVENTS === true, regulations.includes('INTERCOM_EVENTS')];
  const isBuiltIn = routerTransform.INTERCOM === true && regulations.includes('INTERCOM');
  const text = `/features ${isThere ? 'names' : 'does not name'} the own type`;
  check(text, isBuiltIn && has.every((each) => each === isThere), JSON.stringify({ has, isBuiltIn }));
}

/** Ours makes one amount of revenue and currency, which the built-in one does not. */
function checkOurs(answers) {
  for (const [name, answer] of answers) {
    const isOurs = name.startsWith('proxy')
      ? /"statusCode":2\d\d/.test(answer)
      : name.startsWith('deletion')
        ? answer.startsWith('200 ')
        : answer.includes('"revenue":{"amount":1999,"currency":"eur"}');
    check(`ours answers: ${name}`, isOurs, answer);
  }
}

function compare(what, before, after) {
  const changed = [...after].filter(([name, answer]) => before.get(name) !== answer);
  check(
    `${what}: ${after.size} answers as before`,
    changed.length === 0,
    changed
      .map(([name, answer]) => `${name}\n    before ${before.get(name)}\n    after  ${answer}`)
      .join('\n'),
  );
}

function same(what, before, after) {
  const changed = differences(before, after);
  check(`${what} (${before.size} files and folders)`, changed.length === 0, changed.slice(0, 20).join('\n'));
}

function install(what, ...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [installer, ...args]);
  check(what, status === 0, `${stdout}${stderr}`);
}

function build(what) {
  const { status, stdout, stderr } = spawnSync('npm', ['run', 'build'], { cwd: app });
  check(what, status === 0, `${stdout}${stderr}`.slice(-3000));
}

function program(what, path, ...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(app, 'node_modules', path), ...args], {
    cwd: app,
  });
  check(what, status === 0, `${stdout}${stderr}`);
}

/** Ours, and those that the built-in ones were moved to. */
function writtenFiles() {
  const { files } = JSON.parse(readFileSync(join(app, RECORD), 'utf8'));
  return files.flatMap(({ path, builtInPath }) => (builtInPath === undefined ? [path] : [path, builtInPath]));
}
