import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describeSeconds } from './describe-seconds.mjs';
import { describeRun, runJest } from './run-jest.mjs';
import { root } from './run.mjs';
import { setUp } from './set-up.mjs';

// The long tests: those whose point is repetition, in full, and the whole suite on the other versions of Node.
const NODES = { 22: '22.23.5', 24: '24.22.3' };

setUp();
const startedMs = performance.now();
const runs = [];

console.log('soak: the tests whose point is repetition, in full');
runs.push(
  await soak('in full', {
    resultName: 'soak',
    env: { TEST_SOAK: '1' },
    args: ['--findRelatedTests', join('test', 'dose.ts')],
  }),
);
for (const [major, version] of Object.entries(NODES)) {
  console.log(`soak: the whole suite on Node ${version}`);
  runs.push(
    await soak(`on Node ${version}`, { resultName: `node-${major}`, node: installNode(major, version) }),
  );
}

console.log('');
for (const { title, run } of runs) console.log(`soak ${title}: ${describeRun(run)}`);
const failed = runs.filter(({ run }) => run.failed > 0 || run.faults.length > 0 || run.passed === 0);
const took = describeSeconds((performance.now() - startedMs) / 1_000);
console.log(
  failed.length === 0
    ? `soak: all passed in ${took}.`
    : `soak: FAILED ${failed.map(({ title }) => title).join(', ')} in ${took}.`,
);
process.exitCode = failed.length === 0 ? 0 : 1;

async function soak(title, options) {
  return { title, run: await runJest(options) };
}

/** The path of the version's binary, which npm has as a package for each system. */
function installNode(major, version) {
  const folder = join(root, 'node_modules', '.intercom-destination', `node-${version}`);
  const system = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const binary = join(
    folder,
    'node_modules',
    system,
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  if (existsSync(binary)) return binary;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  console.log(`soak: installing Node ${version}`);
  const { status } = spawnSync(
    process.platform === 'win32' ? 'npm.cmd' : 'npm',
    ['install', '--prefix', folder, '--no-audit', '--no-fund', '--loglevel', 'error', `${system}@${version}`],
    { stdio: 'inherit', shell: process.platform === 'win32' },
  );
  if (status !== 0 || !existsSync(binary)) {
    console.error(`soak: Node ${version} could not be installed.`);
    process.exit(1);
  }
  return binary;
}
