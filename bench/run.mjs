import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../tools/run.mjs';
import { setUp } from '../tools/set-up.mjs';
import { installRivals } from './rivals.mjs';
import { toMarkdown, toText } from './table.mjs';

// pnpm bench [--long] [suite …]: all suites, and the page in docs; or some of them, on the screen alone. With --long a dump
// of ten million lines is read as well, which takes some minutes more.
const ORDER = [
  'mapper',
  'growth',
  'segment',
  'rudder',
  'delivery',
  'pace',
  'reading',
  'resume',
  'memory',
  'function',
  'transformation',
  'sizes',
];
const suites = readdirSync(join(root, 'bench', 'suites')).map((file) => file.replace('.mjs', ''));
const isLong = process.argv.includes('--long');
const wanted = process.argv.slice(2).filter((name) => name !== '--long');
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
    env: { ...process.env, BENCH_LONG: isLong ? '1' : '0' },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`The suite ${name} failed.`);
  const measured = JSON.parse(stdout);
  console.log(toText(measured));
  return measured;
}
