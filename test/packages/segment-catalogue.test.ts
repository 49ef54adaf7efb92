import { beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createFolder } from '../lifetime/folder';
import { runProcess } from '../lifetime/run-process';

const root = join(__dirname, '..', '..');
const ofTools = createRequire(join(root, 'tools/package.json'));
let folder: string;
let laidOut: string;

/** Source: tsconfig.json and packages/destination-actions/tsconfig.build.json of segmentio/action-destinations. */
const THEIR_OPTIONS = {
  module: 'commonjs',
  target: 'es2020',
  lib: ['es2020'],
  declaration: true,
  moduleResolution: 'node',
  esModuleInterop: true,
  resolveJsonModule: true,
  strict: true,
  sourceMap: true,
  removeComments: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  strictPropertyInitialization: false,
  experimentalDecorators: true,
  skipLibCheck: true,
  composite: true,
  rootDir: 'src',
  outDir: 'dist',
};

/** Source: "prettier" in their package.json. */
const THEIR_STYLE = { semi: false, singleQuote: true, trailingComma: 'none', printWidth: 120 };

interface Prettier2 {
  readonly version: string;
  check(source: string, options: object): boolean;
}

beforeAll(async () => {
  folder = createFolder().folder;
  laidOut = join(folder, 'src', 'destinations', 'intercom-events');
  await layOut();
  // Their dependencies, as far as these files need them.
  symlinkSync(join(root, 'test', 'node_modules'), join(folder, 'node_modules'));
});

it('has what a folder of the catalogue has, and nothing of another package', () => {
  const names = readdirSync(laidOut);
  for (const name of ['index.ts', 'generated-types.ts', 'metadata.json', 'versioning-info.ts', 'trackEvent'])
    expect(names).toContain(name);
  expect(readdirSync(join(laidOut, 'trackEvent'))).toEqual(
    expect.arrayContaining(['__tests__', 'fields.ts', 'generated-types.ts', 'index.ts']),
  );
  const foreign = sourcesIn(laidOut).flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/from ['"]([^.'"][^'"]*)['"]/g)].map(([, name]) => name),
  );
  expect([...new Set(foreign)].sort()).toEqual(['@segment/actions-core', 'nock']);
});

it('reads as if it had been written there', () => {
  const text = sourcesIn(laidOut)
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  expect(text).not.toMatch(/docs\/decisions|npm run|\.test\.ts|Segment's repository as|@jest\/globals/);
  const generated = readFileSync(join(laidOut, 'trackEvent', 'generated-types.ts'), 'utf8');
  expect(generated).toMatch(
    /^\/\/ Generated file\. DO NOT MODIFY IT BY HAND\.\n\nexport interface Payload \{/,
  );
  const test = readFileSync(join(laidOut, 'trackEvent', '__tests__', 'index.test.ts'), 'utf8');
  expect(test.slice(0, test.indexOf('const '))).toMatch(/^(import .*\n)+\n$/);
});

it('is formatted as their prettier 2.4.1 does it, which knows neither satisfies nor a type among names', () => {
  const prettier = createRequire(join(root, 'packages/segment-destination/package.json'))(
    'prettier-2',
  ) as Prettier2;
  expect(prettier.version).toBe('2.4.1');
  for (const file of sourcesIn(laidOut)) {
    const options = { ...THEIR_STYLE, filepath: file };
    expect([file, prettier.check(readFileSync(file, 'utf8'), options)]).toEqual([file, true]);
  }
});

/** Source: .prettierignore, and packages/cli/src/commands/generate/metadata-payload.ts, 970a17ee8 of 2026-08-21. */
it('has metadata.json as their generator writes it, which their prettier passes over', () => {
  const text = readFileSync(join(laidOut, 'metadata.json'), 'utf8');
  expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 2)}\n`);
});

it('sends the token to Intercom alone, and has a name that reads', () => {
  const metadata = JSON.parse(readFileSync(join(laidOut, 'metadata.json'), 'utf8')) as {
    name: string;
    authentication: { fields: Record<string, { choices: { label: string }[] | null }> };
  };
  expect(metadata.name).toBe('Intercom Events');
  const { fields } = metadata.authentication;
  expect(fields).not.toHaveProperty('baseUrl');
  expect(readFileSync(join(laidOut, 'generated-types.ts'), 'utf8')).not.toContain('baseUrl');
  expect(fields['missingContact']?.choices?.map(({ label }) => label)).toEqual([
    'Retry',
    'Give up',
    'Create user',
  ]);
});

it('leaves out what only others of core need', () => {
  const names = readdirSync(join(laidOut, 'core', 'delivery'));
  expect(names).toContain('http.ts');
  const needless = [
    'client.ts',
    'patient-sender.ts',
    'read-workspace-of.ts',
    'send-by-fetch.ts',
    'with-timeout.ts',
  ];
  expect(names.filter((name) => needless.includes(name))).toEqual([]);
});

it('is laid out anew where it was before, and nowhere else', async () => {
  writeFileSync(join(laidOut, 'of-an-earlier-version.ts'), '');
  expect((await layOut()).status).toBe(0);
  expect(readdirSync(laidOut)).not.toContain('of-an-earlier-version.ts');
  for (const name of ['theirs.ts', 'metadata.json']) {
    const { folder: other, write } = createFolder();
    write(name, '{ "slug": "actions-other" }');
    expect(await layOut(other)).toMatchObject({
      status: 1,
      output: expect.stringContaining('something else'),
    });
    expect(readdirSync(other)).toEqual([name]);
  }
});

describe('laid out there', () => {
  let compiled: Promise<Ended>;
  let tested: Promise<Ended>;

  // Both at the same time.
  beforeAll(() => {
    compiled = compile();
    tested = test();
  });

  it('compiles with their TypeScript and their settings', async () => {
    expect(await compiled).toEqual({ status: 0, output: '' });
    expect(existsSync(join(folder, 'dist', 'destinations', 'intercom-events', 'index.js'))).toBe(true);
    const manifest = require.resolve('typescript-5.5/package.json');
    expect(JSON.parse(readFileSync(manifest, 'utf8'))).toMatchObject({
      version: expect.stringMatching(/^5\.5\./),
    });
  });

  it('passes its own test', async () => {
    const { status, output } = await tested;
    expect({ status, output: status === 0 ? '' : output }).toEqual({ status: 0, output: '' });
    expect(output).toMatch(/Tests: +11 passed, 11 total/);
  });
});

function compile(): Promise<Ended> {
  const config = { compilerOptions: THEIR_OPTIONS, include: ['src'], exclude: ['**/__tests__/**/*.ts'] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  return run([require.resolve('typescript-5.5/lib/tsc.js'), '--project', folder]);
}

function test(): Promise<Ended> {
  const config = {
    rootDir: join(folder, 'src'),
    cacheDirectory: join(folder, 'cache'),
    testEnvironment: 'node',
    // Their lockfile has fast-uri 3.1.0, and ours a newer one, with which a name that has a blank fails.
    moduleNameMapper: { '^\\./name$': join(root, 'packages/segment-destination/src/name.ts') },
    transform: {
      '\\.ts$': [
        ofTools.resolve('@swc/jest'),
        { jsc: { parser: { syntax: 'typescript' }, target: 'es2020' }, module: { type: 'commonjs' } },
      ],
    },
  };
  return run([ofTools.resolve('jest/bin/jest'), '--ci', '--config', JSON.stringify(config)]);
}

function layOut(target = laidOut): Promise<Ended> {
  return run([join(root, 'packages/segment-destination/lay-out-catalogue.mjs'), target]);
}

function sourcesIn(path: string): string[] {
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(path, name));
}

interface Ended {
  readonly status: number | null;
  readonly output: string;
}

async function run(args: readonly string[]): Promise<Ended> {
  const { status, stdout, stderr } = await runProcess(process.execPath, args, { cwd: folder });
  return { status, output: `${stdout}${stderr}` };
}
