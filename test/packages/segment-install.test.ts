import { expect, it } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');

/** Whoever imports and whoever requires must get one definition, and through it one host. */
const PROGRAM = `
  import { createRequire } from 'node:module';
  import imported, { destination } from '@intercom-destination/segment-destination';
  const require = createRequire(import.meta.url);
  const required = require('@intercom-destination/segment-destination');
  const { Destination } = require('@segment/actions-core');
  const host = new Destination(destination);
  const settings = { accessToken: 't', region: 'US', subscription: { partnerAction: 'trackEvent', subscribe: 'type = "track"', mapping: { event: 'X' } } };
  const [{ multistatus }] = await host.onBatch([{ type: 'track' }], settings);
  console.log(JSON.stringify({
    same: [required.destination, required.default, imported].every((one) => one === destination),
    told: multistatus,
  }));
`;

it.each(lowestAndNewest())('installed with npm beside actions-core %s, it works', (version) => {
  const folder = mkdtempSync(join(tmpdir(), 'install-'));
  try {
    const tarballs = ['core', 'segment-destination'].map((name) => pack(name, folder));
    writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
    const args = ['install', '--no-audit', '--no-fund', '--prefer-offline', ...tarballs];
    npm([...args, `@segment/actions-core@${version}`], folder);
    const output = execFileSync(process.execPath, ['--input-type', 'module', '--eval', PROGRAM], {
      cwd: folder,
    });
    expect(JSON.parse(output.toString())).toMatchObject({
      same: true,
      told: [{ status: 400, errormessage: expect.stringContaining('names nobody') }],
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** The lowest that the package allows, and the one that it is built with. */
function lowestAndNewest(): string[] {
  const manifest = readFileSync(join(root, 'packages/segment-destination/package.json'), 'utf8');
  const { peerDependencies } = JSON.parse(manifest) as { peerDependencies: Record<string, string> };
  const catalog = readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8');
  const newest = /'@segment\/actions-core': (\S+)/.exec(catalog)?.[1] ?? '';
  return [(peerDependencies['@segment/actions-core'] ?? '').replace('^', ''), newest];
}

/** Packs as a release does: pnpm writes the versions in. */
function pack(name: string, folder: string): string {
  const before = new Set(readdirSync(folder));
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    packageManager: string;
  };
  run('npx', ['--yes', packageManager, 'pack', '--pack-destination', folder], join(root, 'packages', name));
  return join(folder, readdirSync(folder).find((file) => !before.has(file)) ?? '');
}

function npm(args: string[], cwd: string): void {
  run('npm', args, cwd);
}

function run(command: string, args: string[], cwd: string): void {
  const { status, stderr, stdout } = spawnSync(command, args, { cwd });
  expect({ status, said: status === 0 ? '' : `${stdout.toString()}${stderr.toString()}` }).toEqual({
    status: 0,
    said: '',
  });
}
