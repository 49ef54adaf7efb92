import { beforeEach, expect, it } from '@jest/globals';
import { copyFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readConfig } from '../../packages/rudder-destination/src/config/read-config';
import { createFolder } from '../lifetime/folder';
import { outputOf } from '../lifetime/run-process';
import { pack } from './packed';
import { LAYOUTS, writeTransformer } from './rudder-transformer/stand-in';

const packageFolder = join(__dirname, '..', '..', 'packages', 'rudder-destination');
const installer = join(packageFolder, 'dist', 'install.cjs');

let folder: string;

beforeEach(() => {
  folder = createFolder().folder;
});

it('prints a destination for a workspaceConfig.json that is read as it stands, once the token is in its place', async () => {
  const destination = JSON.parse(await print('workspace-config')) as {
    config: Record<string, unknown>;
    destinationDefinition: { name: string; displayName: string; config: Record<string, unknown> };
  };
  expect(destination).toMatchObject({
    enabled: true,
    isProcessorEnabled: true,
    destinationDefinition: { name: 'INTERCOM_EVENTS', config: { transformAtV1: 'router' } },
  });
  expect(destination.config).toMatchObject({ apiKey: 'env.INTERCOM_ACCESS_TOKEN' });
  const Config = { ...destination.config, apiKey: 'token' };
  expect(readConfig({ ID: 'd', Config }).missingContact.missingContact).toBe('retry');
});

it('prints a Dockerfile whose commands install the packed package into an image', async () => {
  const [, image] = LAYOUTS;
  if (image === undefined) throw new Error('no image');
  writeTransformer(folder, image);
  const { tarball } = await pack('rudder-destination');
  copyFileSync(tarball, join(folder, basename(tarball)));
  const lines = await print('dockerfile', '--take-over', 'a,b', '--own-type');
  const [, source = '', target = ''] = /^COPY --chown=node:node (\S+) (\S+)$/m.exec(lines) ?? [];
  const [, command = ''] = /^RUN ([\s\S]*)$/m.exec(lines) ?? [];
  const inImage = `set -e; mkdir ./tmp; cp ${source} .${target}; ${command.replaceAll('/tmp/', './tmp/').replace('/home/', './home/')}`;
  const said = await outputOf('sh', ['-c', inImage], { cwd: folder });
  expect(said).toContain(
    'it takes track calls of the destinations a, b of type INTERCOM and the destination type INTERCOM_EVENTS',
  );
  expect(readdirSync(join(folder, 'tmp'))).toEqual([]);
  expect(await print(join(folder, 'home/node/app'), '--check')).toContain(
    'files are as this installer writes them.',
  );
});

it('says what there is', async () => {
  expect(await print('--help')).toContain('rudder-install <transformer> --check');
  expect(await print('--version')).toMatch(/^\d+\.\d+\.\d+\n$/);
});

function print(...args: readonly string[]): Promise<string> {
  return outputOf(process.execPath, [installer, ...args]);
}
