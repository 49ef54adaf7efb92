import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { pnpmCommand, root } from './run.mjs';
import { setUp } from './set-up.mjs';

// npm run pack [-- FOLDER]: makes a tarball of each package, as a release does, and prints what to install for each.
const folder = resolve(process.argv[2] ?? join(root, 'tarballs'));
setUp();
mkdirSync(folder, { recursive: true });
const { npx, first } = pnpmCommand();
const what = ['--recursive', '--filter', './packages/*', 'pack', '--pack-destination', folder, '--json'];
const { status, stdout } = spawnSync(npx, [...first, ...what], {
  cwd: root,
  encoding: 'utf8',
  stdio: ['ignore', 'pipe', 'inherit'],
  shell: process.platform === 'win32',
});
if (status !== 0) process.exit(status ?? 1);
const tarballs = new Map(
  JSON.parse(stdout).map(({ name, filename }) => [name, join(folder, basename(filename))]),
);
for (const name of tarballs.keys()) {
  const peers = Object.keys(manifestOf(name).peerDependencies ?? {});
  console.log(
    `${name}:\n  npm install ${[...ownOf(name).map((own) => tarballs.get(own)), ...peers].join(' ')}`,
  );
}

/** The package and those of ours that it needs, however far. */
function ownOf(name) {
  const own = Object.keys(manifestOf(name).dependencies ?? {}).filter((other) => tarballs.has(other));
  return [...new Set([name, ...own.flatMap(ownOf)])];
}

function manifestOf(name) {
  return JSON.parse(readFileSync(join(root, 'packages', basename(name), 'package.json'), 'utf8'));
}
