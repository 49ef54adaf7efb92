import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../tools/run.mjs';
import { setUp } from '../tools/set-up.mjs';
import { installRivals } from './rivals.mjs';
import { toMarkdown, toText } from './table.mjs';

// pnpm bench [suite …]: all suites, and the page in docs; or some of them, on the screen alone.
const ORDER = [
  'mapper',
  'growth',
  'segment',
  'rudder',
  'delivery',
  'pace',
  'reading',
  'memory',
  'function',
  'sizes',
];
const suites = readdirSync(join(root, 'bench', 'suites')).map((file) => file.replace('.mjs', ''));
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !suites.includes(name));
if (unknown.length > 0) {
  console.error(`There is no suite ${unknown.join(', ')}; there are ${suites.join(', ')}.`);
  process.exit(3);
}

setUp();
installRivals();
const rows = ORDER.filter(
  (name) => suites.includes(name) && (wanted.length === 0 || wanted.includes(name)),
).flatMap(runSuite);
process.exitCode = rows.length > 0 ? 0 : 1;
if (wanted.length === 0) writeFileSync(join(root, 'docs', 'benchmarks.md'), toMarkdown(rows));

/** In a process of its own, so that none inherits another's compiled code, caches and garbage. */
function runSuite(name) {
  console.error(`${name} …`);
  const script = `import('./bench/suites/${name}.mjs').then(async (suite) => console.log(JSON.stringify(await suite.default())))`;
  const { status, stdout } = spawnSync(process.execPath, ['--expose-gc', '--eval', script], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`The suite ${name} failed.`);
  const measured = JSON.parse(stdout);
  console.log(toText(measured));
  return measured;
}
