import { expect, it } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startStandIn } from '../e2e/stand-in';
import { createFolder } from '../lifetime/folder';
import { outputOf } from '../lifetime/run-process';
import { packAll } from './packed';

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
    const [{ multistatus }] = await host.onBatch([event, { ...event, userId: undefined }], settings);
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
  const { folder } = createFolder();
  const intercom = await startStandIn((response) => response.writeHead(202).end());
  const tarballs = (await packAll())
    .filter(({ name }) => ['core', 'segment-destination'].includes(name))
    .map(({ tarball }) => tarball);
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  const args = ['install', '--no-audit', '--no-fund', '--prefer-offline', ...tarballs];
  await outputOf('npm', [...args, `@segment/actions-core@${version}`], { cwd: folder });
  const env = { ...process.env, BASE_URL: intercom.url };
  for (const [type, program] of Object.entries(PROGRAMS)) {
    const command = ['--input-type', type, '--eval', program];
    expect(JSON.parse(await outputOf(process.execPath, command, { cwd: folder, env }))).toMatchObject({
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
});

/** The lowest that the package allows, and the one that it is built with. */
function lowestAndNewest(): string[] {
  const manifest = readFileSync(join(root, 'packages/segment-destination/package.json'), 'utf8');
  const { peerDependencies } = JSON.parse(manifest) as { peerDependencies: Record<string, string> };
  const catalog = readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8');
  const newest = /'@segment\/actions-core': (\S+)/.exec(catalog)?.[1] ?? '';
  return [(peerDependencies['@segment/actions-core'] ?? '').replace('^', ''), newest];
}
