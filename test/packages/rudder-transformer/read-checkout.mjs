// Writes what the tests need to know of a checkout of rudder-transformer: `node read-checkout.mjs <checkout>`.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, posix, resolve } from 'node:path';

/** The modules that the installer replaces or reads, without extension. */
const TOUCHED = [
  'cdk/v2/handler',
  'features',
  'adapters/networkHandlerFactory',
  'v0/destinations/intercom/transform',
  'v0/destinations/intercom/networkHandler',
  'v0/destinations/intercom/deleteUsers',
  'v1/destinations/intercom/networkHandler',
];

const checkout = resolve(process.argv[2] ?? '.');
const source = join(checkout, 'src');
const { version } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8'));
const paths = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.[jt]s$/.test(path) && !/\.test\.|__tests__/.test(path))
  .sort();
const texts = new Map(paths.map((path) => [path, readFileSync(join(source, path), 'utf8')]));
const [commit, date] = spawnSync('git', ['log', '-1', '--format=%H %cs'], { cwd: checkout })
  .stdout.toString()
  .trim()
  .split(' ');

const modules = TOUCHED.flatMap((name) => {
  const path = [`${name}.ts`, `${name}.js`].find((each) => existsSync(join(source, each)));
  return path === undefined
    ? []
    : [{ path, exports: exportsOf(texts.get(path)), importedBy: importersOf(name) }];
});
const facts = { repository: 'rudderlabs/rudder-transformer', version, commit, date, modules };
writeFileSync(join(import.meta.dirname, 'facts', `${version}.json`), `${JSON.stringify(facts, null, 2)}\n`);

function importersOf(name) {
  return [...texts].flatMap(([path, text]) => {
    const found = [...text.matchAll(/(?:\bfrom|\brequire\()\s*'(\.[^']+)'/g)].some(
      ([, from]) => posix.join(dirname(path), from).replace(/\.[jt]s$/, '') === name,
    );
    return found ? [path] : [];
  });
}

function exportsOf(text) {
  const names = new Set();
  for (const [, name] of text.matchAll(/^export (?:async )?(?:const|function|class) (\w+)/gm))
    names.add(name);
  if (/^export default/m.test(text)) names.add('default');
  const [, list] = /^module\.exports = \{([\w\s,]*)\}/m.exec(text) ?? [];
  for (const name of list?.match(/\w+/g) ?? []) names.add(name);
  return [...names].sort();
}
