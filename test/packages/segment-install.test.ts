import { expect, it } from '@jest/globals';
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startStandIn } from '../e2e/stand-in';

const root = join(__dirname, '..', '..');

/** Sends a batch to the server whose URL it is given. Whoever imports must get the definition that others require. */
const SENDING = `
  const { Destination, defaultValues } = require('@segment/actions-core');
  const required = require('@intercom-destination/segment-destination');
  async function send(destination) {
    const host = new Destination(destination);
    const { fields, defaultSubscription: subscribe } = destination.actions.trackEvent;
    const subscription = { partnerAction: 'trackEvent', subscribe, mapping: defaultValues(fields) };
    const settings = { accessToken: 'tok', region: 'EU', baseUrl: process.env.BASE_URL, subscription };
    const properties = { total: 19.99, currency: 'EUR' };
    const event = { type: 'track', event: 'Paid', userId: 'u1', timestamp: '2026-01-01T10:00:00Z', properties };
    const [{ multistatus }] = await host.onBatch([event, { type: 'track', event: 'Paid' }], settings);
    const same = required.destination === destination && required.default === destination;
    console.log(JSON.stringify({ same, told: multistatus }));
  }
`;
const PROGRAMS = {
  module: `
    import { createRequire } from 'node:module';
    import imported, { destination } from '@intercom-destination/segment-destination';
    const require = createRequire(import.meta.url);
    ${SENDING}
    await send(imported === destination ? destination : undefined);
  `,
  commonjs: `${SENDING} send(required.destination);`,
};

it.each(lowestAndNewest())('installed with npm beside actions-core %s, it sends', async (version) => {
  const folder = mkdtempSync(join(tmpdir(), 'install-'));
  const intercom = await startStandIn((response) => response.writeHead(202).end());
  try {
    const tarballs = ['core', 'segment-destination'].map((name) => pack(name, folder));
    writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
    const args = ['install', '--no-audit', '--no-fund', '--prefer-offline', ...tarballs];
    npm([...args, `@segment/actions-core@${version}`], folder);
    for (const [type, program] of Object.entries(PROGRAMS)) {
      const { stdout } = await promisify(execFile)(
        process.execPath,
        ['--input-type', type, '--eval', program],
        { cwd: folder, env: { ...process.env, BASE_URL: intercom.url } },
      );
      expect(JSON.parse(stdout)).toMatchObject({
        same: true,
        told: [{ status: 202 }, { status: 400, errormessage: expect.stringContaining('names nobody') }],
      });
    }
    const request = {
      method: 'POST',
      path: '/events',
      headers: expect.objectContaining({ authorization: 'Bearer tok', 'intercom-version': '2.14' }),
      body: '{"event_name":"Paid","created_at":1767261600,"user_id":"u1","metadata":{"total":{"amount":1999,"currency":"eur"}}}',
    };
    expect(intercom.requests).toEqual([request, request]);
  } finally {
    await intercom.close();
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
