// Compares the stand-in with a checkout of rudder-transformer: `node compare.mjs <checkout>`. Exit code 1: they differ.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const checkout = process.argv[2];
if (checkout === undefined || !existsSync(join(checkout, 'src', 'features.ts'))) {
  console.error('Say where the checkout is: node compare.mjs <checkout of rudderlabs/rudder-transformer>');
  process.exit(2);
}
const source = join(checkout, 'src');
const standIn = readFileSync(join(import.meta.dirname, 'stand-in.ts'), 'utf8');
const ours = new Map(
  [...standIn.matchAll(/^ {2}'([^']+\.[jt]s)': `([^]*?)^`,$/gm)].map(([, path, text]) => [path, text]),
);
const REPLACED = new Set(['features.ts', 'cdk/v2/handler.ts']);
const differences = [];

for (const [path, text] of ours) {
  const file = join(source, path);
  if (!existsSync(file)) {
    // It stands for any other destination with a handler of its own.
    if (path !== 'v1/destinations/braze/networkHandler.js')
      differences.push(`${path} is not in the checkout`);
    continue;
  }
  const theirs = exportsOf(readFileSync(file, 'utf8'));
  const own = exportsOf(text);
  for (const name of own) if (!theirs.has(name)) differences.push(`${path} does not export ${name}`);
  // What the installer replaces must pass on every name.
  if (REPLACED.has(path)) {
    for (const name of theirs) if (!own.has(name)) differences.push(`${path} exports ${name} as well`);
  }
}
for (const path of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
  if (!/\.[jt]s$/.test(path) || /test|node_modules/.test(path) || ours.has(path)) continue;
  if (/(from|require\()\s*'(\.\.?\/)+features'/.test(readFileSync(join(source, path), 'utf8'))) {
    differences.push(`${path} loads features and is not in the stand-in`);
  }
}

const { version } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8'));
console.log(
  `rudder-transformer ${version}: ${differences.length === 0 ? 'nothing differs' : 'these differ'}`,
);
for (const difference of differences) console.log(`  ${difference}`);
process.exitCode = differences.length === 0 ? 0 : 1;

function exportsOf(text) {
  const names = new Set();
  for (const [, name] of text.matchAll(/^export (?:async )?(?:const|function|class) (\w+)/gm))
    names.add(name);
  if (/^export default/m.test(text)) names.add('default');
  const [, list] = /^module\.exports = \{([\w\s,]*)\}/m.exec(text) ?? [];
  for (const name of list?.match(/\w+/g) ?? []) names.add(name);
  return names;
}
