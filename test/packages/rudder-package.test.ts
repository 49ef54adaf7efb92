import { beforeAll, expect, it } from '@jest/globals';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { dose } from '../dose';
import { createFolder } from '../lifetime/folder';
import { outputOf } from '../lifetime/run-process';
import { pack } from './packed';

const root = join(__dirname, '..', '..');
const EVENT = {
  message: { type: 'page' },
  metadata: { jobId: 1 },
  destination: { ID: 'd', Config: { apiKey: 't' } },
};
const CHECK = `
  const { BaseError } = require('@rudderstack/integrations-lib/build/errors');
  const { process: one, processRouterDest, networkHandler, processDeleteUsers } = require('@intercom-destination/rudder-destination');
  const event = ${JSON.stringify(EVENT)};
  let thrown;
  try { one(event); } catch (error) { thrown = error; }
`;

let folder = '';

beforeAll(async () => {
  folder = createFolder().folder;
  const { tarball } = await pack('rudder-destination');
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  const install = ['install', '--no-audit', '--no-fund', '--prefer-offline', tarball];
  // The library has 200 MB, most of it not used here.
  const beside = dose(['--legacy-peer-deps'], [`@rudderstack/integrations-lib@${version()}`]);
  await outputOf('npm', [...install, ...beside], { cwd: folder });
  if (dose(true, false)) linkLibrary();
});

it('installed with npm beside the library, it works in CommonJS, and by import is the same', async () => {
  const program = `${CHECK}
    (async () => {
      const imported = await import('@intercom-destination/rudder-destination');
      const [item] = await processRouterDest([event]);
      console.log(JSON.stringify({
        same: imported.process === one && imported.networkHandler === networkHandler,
        isTheirs: thrown instanceof BaseError,
        tags: thrown.statTags,
        item,
        deletion: await processDeleteUsers({ userAttributes: [], config: { apiKey: 't' } }),
      }));
    })();
  `;
  const output = await outputOf(process.execPath, ['--input-type', 'commonjs', '--eval', program], {
    cwd: folder,
  });
  expect(JSON.parse(output)).toMatchObject({
    same: true,
    isTheirs: true,
    tags: { errorType: 'unsupported' },
    item: { statusCode: 400, error: expect.stringContaining('page'), statTags: { feature: 'router' } },
    deletion: { statusCode: 200 },
  });
});

it('there is one copy of the library, and nothing else of ours', () => {
  const { dependencies = {} } = JSON.parse(
    readFileSync(join(folder, 'node_modules/@intercom-destination/rudder-destination/package.json'), 'utf8'),
  ) as { dependencies?: object };
  expect(dependencies).toEqual({});
  expect(readdirSync(join(folder, 'node_modules/@intercom-destination'))).toEqual(['rudder-destination']);
  expect(readdirSync(join(folder, 'node_modules/@intercom-destination/rudder-destination'))).not.toContain(
    'node_modules',
  );
});

it("a test of RudderStack's own, which are jest in CommonJS, can load it", async () => {
  writeFileSync(
    join(folder, 'own.test.js'),
    `${CHECK} test('it loads', () => { expect(thrown).toBeInstanceOf(BaseError); expect(new networkHandler().proxy).toBeInstanceOf(Function); });`,
  );
  const jest = join(
    dirname(require.resolve('jest/package.json', { paths: [join(root, 'tools')] })),
    'bin',
    'jest.js',
  );
  await outputOf(process.execPath, [jest, '--rootDir', folder, '--cacheDirectory', join(folder, 'cache')], {
    cwd: folder,
  });
});

function version(): string {
  const catalog = readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8');
  return /'@rudderstack\/integrations-lib': (\S+)/.exec(catalog)?.[1] ?? '';
}

/** The workspace's own copy of it. */
function linkLibrary(): void {
  const require = createRequire(join(root, 'packages', 'rudder-destination', 'package.json'));
  const library = (require.resolve.paths('@rudderstack/integrations-lib') ?? [])
    .map((path) => join(path, '@rudderstack', 'integrations-lib'))
    .find(existsSync);
  if (library === undefined) throw new Error('@rudderstack/integrations-lib is not installed.');
  mkdirSync(join(folder, 'node_modules', '@rudderstack'), { recursive: true });
  symlinkSync(library, join(folder, 'node_modules', '@rudderstack', 'integrations-lib'));
}
