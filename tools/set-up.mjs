import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { pnpmCommand, root, runOrExit } from './run.mjs';

const stampFolder = join(root, 'node_modules', '.intercom-destination');

/** Installs and builds what is missing or out of date, and nothing else. Safe to call before every command. */
export function setUp() {
  requireNode(20, 19);
  step('installed', installInputs(), existsSync(join(root, 'node_modules', '.pnpm')), () => {
    console.error('Installing dependencies; the first time takes about a minute.');
    pnpm('install', '--frozen-lockfile', '--prefer-offline', '--reporter=append-only', '--loglevel=info');
  });
  step('built', buildInputs(), builtOutputs().every(existsSync), () => {
    console.error('Building the packages; this takes half a minute.');
    pnpm(
      '--recursive',
      '--filter',
      './packages/*',
      '--reporter=silent',
      'run',
      'build',
      '--log-level',
      'warn',
    );
  });
}

function requireNode(wantedMajor, wantedMinor) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
  console.error(
    `This project needs Node ${wantedMajor}.${wantedMinor} or newer; this is ${process.versions.node}.`,
  );
  process.exit(1);
}

/** Does `work` unless it was done before with the same content of `files`. */
function step(name, files, outputsExist, work) {
  const stampFile = join(stampFolder, name);
  const stamp = fingerprint(files);
  if (outputsExist && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  rmSync(stampFile, { force: true });
  work();
  mkdirSync(stampFolder, { recursive: true });
  writeFileSync(stampFile, stamp);
}

function fingerprint(files) {
  const hash = createHash('sha256');
  for (const file of files)
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

function installInputs() {
  const manifests = ['bench', 'packages', 'test', 'tools'].flatMap((folder) =>
    filesUnder(join(root, folder), (name) => name === 'package.json'),
  );
  return [
    join(root, 'package.json'),
    join(root, 'pnpm-lock.yaml'),
    join(root, 'pnpm-workspace.yaml'),
    ...manifests,
  ];
}

function buildInputs() {
  const sources = filesUnder(
    join(root, 'packages'),
    (name) => /\.(ts|mjs|json)$/.test(name) && !/\.test\.ts$/.test(name),
  );
  return [join(root, 'pnpm-lock.yaml'), join(root, 'tsconfig.base.json'), ...sources];
}

function builtOutputs() {
  return readdirSync(join(root, 'packages')).map((name) => join(root, 'packages', name, 'dist'));
}

function filesUnder(folder, isWanted) {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.') && name !== 'node_modules' && name !== 'dist')
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesUnder(path, isWanted);
      return isWanted(entry.name) ? [path] : [];
    });
}

function pnpm(...args) {
  const { npx, first } = pnpmCommand();
  runOrExit(npx, [...first, ...args], {
    shell: process.platform === 'win32',
    env: { ...process.env, npm_config_loglevel: 'error' },
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) setUp();
