import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(__dirname, '..', '..');
const EVENT = {
  message: { type: 'page' },
  metadata: { jobId: 1 },
  destination: { ID: 'd', Config: { apiKey: 't' } },
};
const CHECK = `
  const { BaseError } = require('@rudderstack/integrations-lib');
  const { process: one, processRouterDest, networkHandler, processDeleteUsers } = require('@intercom-destination/rudder-destination');
  const event = ${JSON.stringify(EVENT)};
  let thrown;
  try { one(event); } catch (error) { thrown = error; }
`;

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'install-'));
  run('npm', ['pack', '--pack-destination', folder], join(root, 'packages', 'rudder-destination'));
  const [tarball = ''] = readdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  const library = `@rudderstack/integrations-lib@${version()}`;
  run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', `./${tarball}`, library], folder);
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

it('installed with npm beside the library, it works in CommonJS, and by import is the same', () => {
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
  const output = execFileSync(process.execPath, ['--input-type', 'commonjs', '--eval', program], {
    cwd: folder,
  });
  expect(JSON.parse(output.toString())).toMatchObject({
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

it("a test of RudderStack's own, which are jest in CommonJS, can load it", () => {
  writeFileSync(
    join(folder, 'own.test.js'),
    `${CHECK} test('it loads', () => { expect(thrown).toBeInstanceOf(BaseError); expect(new networkHandler().proxy).toBeInstanceOf(Function); });`,
  );
  const jest = join(
    dirname(require.resolve('jest/package.json', { paths: [join(root, 'tools')] })),
    'bin',
    'jest.js',
  );
  run(process.execPath, [jest, '--rootDir', folder], folder);
});

function version(): string {
  const catalog = readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8');
  return /'@rudderstack\/integrations-lib': (\S+)/.exec(catalog)?.[1] ?? '';
}

function run(command: string, args: string[], cwd: string): void {
  const { status, stderr, stdout } = spawnSync(command, args, { cwd });
  expect({ status, said: status === 0 ? '' : `${stdout.toString()}${stderr.toString()}` }).toEqual({
    status: 0,
    said: '',
  });
}
