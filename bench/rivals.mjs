import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = join(dirname(fileURLToPath(import.meta.url)), '.rivals');

const MANIFEST = {
  private: true,
  dependencies: { '@segment/action-destinations': '3.497.0', liquidjs: '10.30.1' },
  overrides: {
    // Another destination's, in a version that not every registry has.
    '@aws-sdk/client-kinesis': '^3.900.0',
    // Newer ones refuse a destination whose name has a blank, as this one's has.
    'fast-uri': '3.1.5',
  },
};

/** Requires what we are compared with. It is installed outside the workspace: it excludes Node 20 and brings much along. */
export const requireRival = createRequire(join(folder, 'package.json'));

/** Installs it where it is not there yet. */
export function installRivals() {
  const manifest = JSON.stringify(MANIFEST, null, 2);
  const file = join(folder, 'package.json');
  const stamp = join(folder, 'node_modules', '.installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === manifest) return;
  console.error('Installing what we are compared with …');
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, manifest);
  const args = [
    'install',
    '--no-audit',
    '--no-fund',
    '--engine-strict=false',
    '--ignore-scripts',
    '--silent',
  ];
  const { status, stderr } = spawnSync('npm', args, {
    cwd: folder,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`npm could not install the rivals: ${stderr}`);
  writeFileSync(stamp, manifest);
}
