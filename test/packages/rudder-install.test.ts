import { beforeEach, describe, expect, it } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { TRIED_VERSIONS } from '../../packages/rudder-destination/src/install/tried-versions';
import { createFolder } from '../lifetime/folder';
import { snapshot } from './rudder-transformer/snapshot';
import { LAYOUTS, writeTransformer, type Layout } from './rudder-transformer/stand-in';

const root = join(__dirname, '..', '..');
const installer = join(root, 'packages', 'rudder-destination', 'dist', 'install.cjs');
const prettier = join(root, 'tools', 'node_modules', 'prettier', 'bin', 'prettier.cjs');
const INTERCOM_EU = 'https://api.eu.intercom.io/events';
const BOTH = ['--take-over', 'chosen,second', '--own-type'];

let folder: string;

beforeEach(() => {
  folder = createFolder().folder;
});

describe.each(LAYOUTS)('$name', (layout) => {
  it('runs track calls of the chosen destinations through ours, and everything else through the built-in one', () => {
    const app = writeTransformer(folder, layout);
    expect(install(folder, '--take-over', 'chosen', '--apply').status).toBe(0);
    const answers = ask(app, layout);
    expect(answers).toMatchObject({
      features: { routerTransform: { BRAZE: true, INTERCOM: true }, regulations: ['BRAZE', 'INTERCOM'] },
      step: 'built-in step',
      processor: { track: INTERCOM_EU, identify: 'built-in', other: 'built-in', otherType: 'built-in' },
      routerOther: [[9, 'built-in', 200]],
      refusal: { status: 400, isTheirs: true, tags: { errorCategory: 'dataValidation' } },
      deletion: { status: 'built-in' },
      ownType: 'MODULE_NOT_FOUND',
      start: layout.isOld ? 'MODULE_NOT_FOUND' : { ...STARTED, takes: ['INTERCOM'] },
    });
    const split = [
      [1, INTERCOM_EU, 200],
      [2, 'built-in', 200],
      [3, INTERCOM_EU, 200],
      [4, 'built-in', 200],
    ];
    expect([...answers.router].sort()).toEqual(split);
    if (layout.isOld) expect([...answers.transform].sort()).toEqual(split);
    else expect(answers.transform).toBe('MODULE_NOT_FOUND');
    expect(answers.delivery).toEqual({
      handlerVersion: 'v1',
      isOurs: true,
      isOurContact: false,
      answer: {
        status: 404,
        message: 'built-in intercom 1',
        response: [
          { error: '"built-in"', statusCode: 404, metadata: { jobId: 1, destinationId: 'other' } },
          { error: '"built-in"', statusCode: 404, metadata: { jobId: 2, destinationId: 'other' } },
        ],
      },
    });
  });

  it('gives a destination type of its own, which the server is told of', () => {
    const app = writeTransformer(folder, layout);
    expect(install(folder, '--own-type', '--apply').status).toBe(0);
    expect(ask(app, layout)).toMatchObject({
      features: {
        routerTransform: { BRAZE: true, INTERCOM: true, INTERCOM_EVENTS: true },
        regulations: ['INTERCOM_EVENTS', 'BRAZE', 'INTERCOM'],
        supportTransformerProxyV1: true,
      },
      ownType: {
        transform: ['process', 'processRouterDest'],
        networkHandler: ['networkHandler'],
        deleteUsers: ['processDeleteUsers'],
      },
      processor: { track: 'built-in' },
      start: layout.isOld
        ? 'MODULE_NOT_FOUND'
        : {
            ...STARTED,
            takes: ['INTERCOM', 'INTERCOM_EVENTS'],
            transform: ['process', 'processRouterDest'],
          },
    });
  });

  it('passes on every export of each file that it replaces', () => {
    const app = writeTransformer(folder, layout);
    const before = exportsOf(app, layout);
    install(folder, ...BOTH, '--apply');
    const after = exportsOf(app, layout);
    for (const [path, names] of Object.entries(before))
      expect({ path, names: after[path] }).toEqual({ path, names });
  });

  it('changes nothing without --apply, and says what it would do', () => {
    writeTransformer(folder, layout);
    const before = snapshot(folder);
    const { status, stdout } = install(folder, ...BOTH);
    expect(status).toBe(0);
    expect(stdout).toContain(`would replace ${layout.code}/cdk/v2/handler`);
    expect(stdout).toContain(`would create ${layout.code}/v1/destinations/intercom/networkHandler.js`);
    expect(stdout).toContain('Nothing was changed.');
    expect(snapshot(folder)).toEqual(before);
  });

  it('does nothing when done again, and --check says what it looked at', () => {
    const app = writeTransformer(folder, layout);
    install(folder, ...BOTH, '--apply');
    const after = snapshot(folder);
    expect(install(folder, ...BOTH, '--apply').stdout).toBe('Nothing to do: it is installed as wished.\n');
    expect(install(folder, ...BOTH).stdout).toContain('Nothing to do');
    expect(snapshot(folder)).toEqual(after);
    build(app, layout);
    const { status, stdout } = install(folder, '--check');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Version \d+\.\d+\.\d+ is installed: it takes track calls of .* chosen, second/m);
    expect(stdout).toMatch(/^All \d+ files are as this installer writes them\.$/m);
    expect(stdout).toContain('Each of them loads');
    expect(install(folder, '--check', '--no-load')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('none was loaded'),
    });
  });

  it('puts everything back, byte for byte', () => {
    writeTransformer(folder, layout);
    const before = snapshot(folder);
    install(folder, ...BOTH, '--apply');
    expect(snapshot(folder)).not.toEqual(before);
    expect(install(folder, '--uninstall').stdout).toContain('Uninstalled.');
    expect(snapshot(folder)).toEqual(before);
    expect(install(folder, '--uninstall').stdout).toBe('Nothing to do: it is not installed.\n');
    expect(install(folder, '--check')).toMatchObject({ status: 1, stdout: 'Not installed.\n' });
  });
});

describe('over time', () => {
  const layout = LAYOUTS[1] as Layout;

  it('the ways given are the whole wish', () => {
    const app = writeTransformer(folder, layout);
    const before = snapshot(folder);
    install(folder, ...BOTH, '--apply');
    const { stdout } = install(folder, '--take-over', 'chosen', '--apply');
    expect(stdout).toContain('put back dist/src/features.js');
    expect(stdout).toContain('rewrite dist/src/cdk/v2/handler.js');
    expect(existsSync(join(app, 'dist/src/v0/destinations/intercom_events'))).toBe(false);
    expect(install(folder, '--check').status).toBe(0);
    install(folder, '--uninstall');
    expect(snapshot(folder)).toEqual(before);
  });

  it('an updated transformer gets its new files wrapped, and back', () => {
    const app = writeTransformer(folder, layout);
    install(folder, ...BOTH, '--apply');
    writeFileSync(join(app, 'dist/src/features.js'), UPDATED_FEATURES);
    const updated = readFileSync(join(app, 'dist/src/features.js'));
    expect(install(folder, '--check')).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('dist/src/features.js is not as it was written'),
    });
    expect(install(folder, ...BOTH, '--apply').stdout).toContain('replace dist/src/features.js');
    expect(install(folder, '--check').status).toBe(0);
    install(folder, '--uninstall');
    expect(readFileSync(join(app, 'dist/src/features.js'))).toEqual(updated);
  });

  it.each([
    { gone: 'dist/src/cdk/v2/handler.builtIn.js', says: 'the built-in one, is missing' },
    { gone: 'dist/src/intercom-destination/index.cjs', says: 'is missing' },
    { gone: '.intercom-destination/replaced', says: 'is not the built-in one that was replaced' },
  ])('is mended by --apply when $gone is lost', ({ gone, says }) => {
    const app = writeTransformer(folder, layout);
    const before = snapshot(folder);
    install(folder, ...BOTH, '--apply');
    rmSync(join(app, gone), { recursive: true });
    expect(install(folder, '--check')).toMatchObject({ status: 1, stdout: expect.stringContaining(says) });
    install(folder, ...BOTH, '--apply');
    expect(install(folder, '--check').status).toBe(0);
    install(folder, '--uninstall');
    expect(snapshot(folder)).toEqual(before);
  });

  it('is inspected and undone where the layout has changed', () => {
    const app = writeTransformer(folder, layout);
    install(folder, ...BOTH, '--apply');
    rmSync(join(app, 'dist/src/adapters'), { recursive: true });
    rmSync(join(app, 'node_modules'), { recursive: true });
    expect(install(folder, '--check')).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('this layout of the transformer is not known'),
    });
    expect(install(folder, '--uninstall')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('Restart the transformer.'),
    });
    expect(existsSync(join(app, 'dist/src/intercom-destination'))).toBe(false);
  });

  it.each([
    { because: 'another version', spoil: { version: '0.0.1-old' }, says: 'this installer is version' },
    {
      because: 'another build of the same version',
      spoil: { files: [{ path: 'dist/src/features.js', sha256: '0' }] },
      says: 'dist/src/features.js was written by another build of the installer',
    },
    {
      because: 'a file too few',
      spoil: { files: [] },
      says: 'dist/src/features.js belongs to it and was not installed',
    },
  ])('--check tells $because', ({ spoil, says }) => {
    const app = writeTransformer(folder, layout);
    install(folder, ...BOTH, '--apply');
    changeRecord(app, spoil);
    expect(install(folder, '--check')).toMatchObject({ status: 1, stdout: expect.stringContaining(says) });
  });

  it.each([
    {
      because: 'which does not load',
      spoil: "require('./not-there');\n",
      says: 'dist/src/cdk/v2/handler.js cannot be loaded: Cannot find module',
    },
    {
      because: 'which ends the process',
      spoil: 'process.exit(7);\n',
      says: 'loading ended early (exit code 7)',
    },
  ])('is undone by --apply upon a file $because', ({ spoil, says }) => {
    const app = writeTransformer(folder, layout);
    appendFileSync(join(app, 'dist/src/cdk/v2/handler.js'), spoil);
    const before = snapshot(folder);
    const { status, stdout } = install(folder, ...BOTH, '--apply');
    expect(stdout).toContain(says);
    expect(stdout).toContain('all of it was uninstalled');
    expect(status).toBe(1);
    expect(snapshot(folder)).toEqual(before);
    expect(install(folder, ...BOTH, '--apply', '--no-load').status).toBe(0);
    expect(install(folder, '--check', '--no-load').status).toBe(0);
    expect(install(folder, '--check')).toMatchObject({ status: 1, stdout: expect.stringContaining(says) });
  });

  it('is undone by --apply where something of ours is not exported', () => {
    writeTransformer(folder, layout);
    const before = snapshot(folder);
    const spoilt = createFolder().folder;
    cpSync(dirname(dirname(installer)), spoilt, { recursive: true });
    appendFileSync(join(spoilt, 'dist/index.cjs'), 'exports.processDeleteUsers = undefined;\n');
    const { status, stdout } = run(join(spoilt, 'dist/install.cjs'), folder, ...BOTH, '--apply');
    expect(stdout).toContain('intercom_events/deleteUsers.js does not export processDeleteUsers');
    expect(status).toBe(1);
    expect(snapshot(folder)).toEqual(before);
  });

  it('--check knows the versions that were tried', () => {
    const app = writeTransformer(folder, layout);
    install(folder, ...BOTH, '--apply', '--no-load');
    const list = TRIED_VERSIONS.map(({ version, commit }) => `  ${version} (commit ${commit}`);
    for (const line of list) expect(install(folder, '--check').stdout).toContain(line);
    expect(install(folder, '--check').stdout).not.toContain('not tried');
    writeFileSync(join(app, 'package.json'), '{ "name": "rudder-transformer", "version": "9.0.0" }');
    expect(install(folder, '--check').stdout).toContain('It was not tried with 9.0.0');
  });

  it.each<{ because: string; spoil: object | string }>([
    { because: 'no JSON', spoil: '{' },
    { because: 'no object', spoil: '[]' },
    { because: 'no files', spoil: { files: undefined } },
    { because: 'another way', spoil: { way: 'own' } },
    { because: 'a file without a path', spoil: { files: [{ sha256: '' }] } },
    { because: 'a file outside', spoil: { files: [{ path: '../outside.js', sha256: '' }] } },
    { because: 'an absolute path', spoil: { files: [{ path: '/etc/hosts', sha256: '' }] } },
    {
      because: 'a built-in file outside',
      spoil: { files: [{ path: 'dist/src/a.js', sha256: '', builtInPath: 'dist/src/../../outside.js' }] },
    },
  ])('a record with $because is refused by every command, in one line', ({ spoil }) => {
    const app = writeTransformer(join(folder, 'app'), layout);
    writeFileSync(
      join(folder, 'outside.js'),
      '// Written by rudder-install of @intercom-destination/rudder-destination',
    );
    install(app, ...BOTH, '--apply');
    changeRecord(app, spoil);
    const before = snapshot(folder);
    for (const args of [['--check'], ['--uninstall'], [...BOTH, '--apply']]) {
      const { status, stderr } = install(app, ...args);
      expect(stderr).toMatch(/^rudder-install: .*installation\.json is no record of the installer's.*\n$/);
      expect(status).toBe(2);
    }
    expect(snapshot(folder)).toEqual(before);
  });

  it.each(['dist/src/features.js', 'dist/src/cdk', 'dist/src/intercom-destination', '.intercom-destination'])(
    'changes nothing behind a link: %s',
    (path) => {
      const app = writeTransformer(join(folder, 'app'), layout);
      const elsewhere = join(folder, 'elsewhere');
      if (existsSync(join(app, path))) renameSync(join(app, path), elsewhere);
      else mkdirSync(elsewhere);
      symlinkSync(elsewhere, join(app, path));
      const before = snapshot(folder);
      const { status, stderr } = install(app, ...BOTH, '--apply');
      expect({ status, stderr }).toEqual({
        status: 2,
        stderr: expect.stringContaining('is a symbolic link'),
      });
      expect(snapshot(folder)).toEqual(before);
    },
  );

  it('one installer at a time: a live one is waited for, a dead one is not', () => {
    const app = writeTransformer(folder, layout);
    const lock = join(app, '.intercom-destination', 'lock');
    mkdirSync(dirname(lock));
    writeFileSync(lock, `${process.pid}\n`);
    const before = snapshot(folder);
    for (const args of [['--uninstall'], [...BOTH, '--apply']]) {
      const { status, stderr } = install(folder, ...args);
      expect(stderr).toBe(
        `rudder-install: Another rudder-install (process ${process.pid}) is at work there. If there is none, remove ${lock}.\n`,
      );
      expect(status).toBe(2);
    }
    expect(snapshot(folder)).toEqual(before);
    writeFileSync(lock, `${spawnSync(process.execPath, ['--version']).pid}\n`);
    expect(install(folder, ...BOTH, '--apply').status).toBe(0);
    expect(existsSync(lock)).toBe(false);
  });

  it('says how to go on where a file cannot be written', () => {
    const app = writeTransformer(folder, layout);
    const before = snapshot(folder);
    const inTheWay = join(app, 'dist/src/features.js.unfinished');
    mkdirSync(inTheWay);
    const { status, stderr } = install(folder, ...BOTH, '--apply');
    expect(stderr).toMatch(
      /^rudder-install: dist\/src\/features\.js cannot be written \(EISDIR\).*--uninstall undoes it\.\n$/,
    );
    expect(status).toBe(2);
    rmSync(inTheWay, { recursive: true });
    expect(install(folder, '--uninstall').status).toBe(0);
    expect(snapshot(folder)).toEqual(before);
  });

  // Every moment is gone through without processes, in test/rudder.
  it.each([1, 8, 15, 26])('is finished or undone after a SIGKILL at moment %i', (moment) => {
    writeTransformer(folder, layout);
    const before = snapshot(folder);
    expect(killAt(moment, folder, ...BOTH, '--apply')).toBe('SIGKILL');
    expect(install(folder, '--uninstall').status).toBe(0);
    expect(snapshot(folder)).toEqual(before);
    killAt(moment, folder, ...BOTH, '--apply');
    expect(install(folder, ...BOTH, '--apply').status).toBe(0);
    expect(install(folder, '--check').status).toBe(0);
  });
});

describe('a clone and what it has built', () => {
  const [layout] = LAYOUTS as [Layout];

  it('--check tells that it is not built, or not of the files as they are', () => {
    const app = writeTransformer(folder, layout);
    install(folder, '--take-over', 'chosen', '--apply');
    const check = () => install(folder, '--check', '--no-load');
    const stale = /dist was not built of \d+ of the files as they are: .*src\/cdk\/v2\/handler\.ts/;
    expect(check()).toMatchObject({ status: 1, stdout: expect.stringMatching(stale) });
    expect(check().stdout).not.toContain('--apply');
    build(app, layout);
    expect(check()).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('By their marks, dist was built'),
    });
    install(folder, '--take-over', 'second', '--apply');
    expect(check()).toMatchObject({ status: 1, stdout: expect.stringMatching(stale) });
  });

  it('knows its own features in what was built, where a type comes first in the file', () => {
    const older = { ...layout, version: '1.141.0', isOld: true };
    const app = writeTransformer(folder, older);
    build(app, older);
    const before = snapshot(folder);
    install(folder, '--own-type', '--apply');
    build(app, older);
    expect(install(folder, '--check', '--no-load').status).toBe(0);
    install(folder, '--uninstall');
    expect(askBuilt(app).features).toEqual({
      routerTransform: { BRAZE: true, INTERCOM: true },
      regulations: ['BRAZE', 'INTERCOM'],
      supportTransformerProxyV1: true,
    });
    build(app, older);
    expect(snapshot(folder)).toEqual(before);
  });

  it('--check loads what was built', () => {
    const app = writeTransformer(folder, layout);
    install(folder, ...BOTH, '--apply');
    build(app, layout);
    rmSync(join(app, 'dist/src/v0/destinations/intercom/networkHandler.js'));
    expect(install(folder, '--check')).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('dist/src/v1/destinations/intercom/networkHandler.js cannot be loaded'),
    });
  });

  it('--check asks the built features for the type', () => {
    const app = writeTransformer(folder, layout);
    install(folder, ...BOTH, '--apply');
    build(app, layout);
    expect(install(folder, '--check').status).toBe(0);
    const features = join(app, 'dist/src/features.js');
    writeFileSync(features, readFileSync(features, 'utf8').replace('INTERCOM_EVENTS', 'OTHER_EVENTS'));
    expect(install(folder, '--check')).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('dist/src/features.js does not name INTERCOM_EVENTS'),
    });
  });

  it('is built-in again after --uninstall, before it is built and after', () => {
    const app = writeTransformer(folder, layout);
    build(app, layout);
    const before = snapshot(folder);
    install(folder, ...BOTH, '--apply');
    const taken = ask(app, layout);
    expect(taken).toMatchObject({ processor: { track: INTERCOM_EU }, delivery: { isOurs: true } });
    install(folder, '--uninstall');
    const builtIn = {
      processor: { track: 'built-in' },
      delivery: { isOurs: false },
      ownType: 'MODULE_NOT_FOUND',
    };
    expect(askBuilt(app)).toMatchObject(builtIn);
    expect(ask(app, layout)).toMatchObject(builtIn);
    expect(snapshot(folder)).toEqual(before);
  });

  it('loses its own type when that is dropped, and nothing besides', () => {
    const app = writeTransformer(folder, layout);
    install(folder, ...BOTH, '--apply');
    build(app, layout);
    install(folder, '--take-over', 'chosen', '--apply');
    expect(askBuilt(app)).toMatchObject({
      features: { routerTransform: { BRAZE: true, INTERCOM: true } },
      ownType: 'MODULE_NOT_FOUND',
      processor: { track: INTERCOM_EU },
      delivery: { isOurs: true },
    });
    expect(existsSync(join(app, 'dist/src/v0/destinations/intercom_events'))).toBe(false);
  });

  it('leaves in dist what is not ours', () => {
    const app = writeTransformer(folder, layout);
    install(folder, '--own-type', '--apply');
    build(app, layout);
    const theirs = join(app, 'dist/src/v0/destinations/intercom_events/transform.js');
    writeFileSync(theirs, '// of a later transformer\n');
    install(folder, '--uninstall');
    expect(readFileSync(theirs, 'utf8')).toBe('// of a later transformer\n');
  });

  it("passes the check of a fork's formatter", () => {
    const app = writeTransformer(folder, layout);
    install(folder, '--take-over', 'chosen,second', '--own-type', '--apply');
    const { files } = JSON.parse(readFileSync(recordPath(app), 'utf8')) as { files: { path: string }[] };
    // Of features only one line is ours.
    const written = files.map(({ path }) => path).filter((path) => !path.endsWith('features.ts'));
    writeFileSync(join(app, '.prettierrc'), JSON.stringify(THEIR_PRETTIER));
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [prettier, '--check', '.intercom-destination/installation.json', ...written],
      { cwd: app },
    );
    expect({ status, stderr: stderr.toString() }).toEqual({ status: 0, stderr: '' });
    expect(stdout.toString()).toContain('All matched files use Prettier code style!');
  });
});

describe('what it refuses, in one line, changing nothing', () => {
  const [layout] = LAYOUTS as [Layout];

  it.each<{ because: string; prepare: (app: string) => void; says: string; args?: readonly string[] }>([
    {
      because: 'another program',
      prepare: (app) => {
        writeFileSync(join(app, 'package.json'), '{ "name": "other" }');
      },
      says: 'holds no rudder-transformer',
    },
    {
      because: 'no destinations',
      prepare: (app) => {
        rmSync(join(app, 'src'), { recursive: true });
      },
      says: 'has no destinations',
    },
    {
      because: 'an older layout',
      prepare: (app) => {
        rmSync(join(app, 'src/features.ts'));
        writeFileSync(join(app, 'src/features.json'), '{}');
      },
      says: 'this layout of the transformer is not known',
    },
    {
      because: 'a layout to come',
      prepare: (app) => {
        rmSync(join(app, 'src/cdk/v2/handler.ts'));
      },
      says: 'this layout of the transformer is not known',
    },
    {
      because: 'no dependencies',
      prepare: (app) => {
        rmSync(join(app, 'node_modules'), { recursive: true });
      },
      says: "install the transformer's own dependencies first",
    },
    {
      because: "somebody else's file",
      prepare: (app) => {
        mkdirSync(join(app, 'src/v0/destinations/intercom_events'), { recursive: true });
        writeFileSync(join(app, 'src/v0/destinations/intercom_events/transform.js'), '// mine\n');
      },
      says: "is there already and is not the installer's",
    },
    { because: 'no way', prepare: () => undefined, args: [], says: 'Which way?' },
    { because: 'no id', prepare: () => undefined, args: ['--take-over', 'a b'], says: '"a b" is none' },
    {
      because: 'an unknown option',
      prepare: () => undefined,
      args: ['--force'],
      says: "Unknown option '--force'",
    },
    {
      because: 'two things at once',
      prepare: () => undefined,
      args: ['--check', '--uninstall'],
      says: 'exclude each other',
    },
  ])('$because', ({ prepare, says, args = BOTH }) => {
    prepare(writeTransformer(folder, layout));
    const before = snapshot(folder);
    const { status, stderr } = install(folder, ...args, '--apply');
    expect(stderr).toContain(says);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(status).toBe(2);
    expect(snapshot(folder)).toEqual(before);
  });
});

function recordPath(app: string): string {
  return join(app, '.intercom-destination', 'installation.json');
}

function changeRecord(app: string, change: object | string): void {
  const path = recordPath(app);
  const record = JSON.parse(readFileSync(path, 'utf8')) as object;
  writeFileSync(path, typeof change === 'string' ? change : JSON.stringify({ ...record, ...change }));
}

/** What a later transformer may have. */
const UPDATED_FEATURES = `exports.default = {
  routerTransform: {
    OTHER: true,
  },
  regulations: [
    'OTHER',
  ],
};
`;

/** The options of rudder-transformer's own .prettierrc. */
const THEIR_PRETTIER = {
  trailingComma: 'all',
  tabWidth: 2,
  semi: true,
  singleQuote: true,
  printWidth: 100,
} as const;

interface Answers {
  readonly router: readonly unknown[];
  readonly transform: readonly unknown[];
  readonly delivery: unknown;
  readonly processor: unknown;
  readonly features: unknown;
}

/** What the files have that load `features`, whatever is installed. */
const STARTED = { batched: { POSTHOG: true }, workflow: true, deletion: ['processDeleteUsers'] };

/** Of each file that can be replaced, the names of its exports. */
function exportsOf(app: string, layout: Layout): Record<string, readonly string[]> {
  const paths = ['features', 'cdk/v2/handler', 'v0/destinations/intercom/networkHandler'];
  if (layout.isOld) paths.push('v0/destinations/intercom/transform');
  const code = build(app, layout);
  const program = `
    const names = (path) => Object.getOwnPropertyNames(require(path)).sort();
    console.log(JSON.stringify(${JSON.stringify(paths.map((path) => join(code, path)))}.map(names)));
  `;
  const output = execFileSync(process.execPath, ['--eval', program]);
  const found = JSON.parse(output.toString()) as string[][];
  return Object.fromEntries(paths.map((path, at) => [path, found[at] ?? []]));
}

/** The folder of the code that runs. A clone runs only when it is compiled. */
function build(app: string, { code }: Layout): string {
  if (code !== 'src') return join(app, code);
  const { fileNames, options } = ts.parseJsonConfigFileContent(THEIR_TSCONFIG, ts.sys, app);
  const host = ts.createCompilerHost(options);
  const readSource = host.getSourceFile.bind(host);
  host.getSourceFile = (path, ...rest) => {
    if (!path.includes('node_modules')) return readSource(path, ...rest);
    const known = librarySources.get(path) ?? readSource(path, ...rest);
    librarySources.set(path, known);
    return known;
  };
  const program = ts.createProgram(fileNames, options, host);
  const faults = ts.getPreEmitDiagnostics(program).map(({ messageText }) => messageText);
  expect(faults).toEqual([]);
  program.emit();
  return join(app, 'dist', 'src');
}

/** The types of the language and of Node, which are the same in every clone. */
const librarySources = new Map<string, ts.SourceFile | undefined>();

function ask(app: string, layout: Layout): Answers {
  return askLoaded(build(app, layout));
}

/** Of a clone, as it was built last. */
function askBuilt(app: string): Answers {
  return askLoaded(join(app, 'dist', 'src'));
}

function askLoaded(loaded: string): Answers {
  const output = execFileSync(process.execPath, [join(__dirname, 'rudder-transformer', 'ask.cjs'), loaded]);
  return JSON.parse(output.toString()) as Answers;
}

/** What of rudder-transformer's own settings decides what is compiled and how. */
const THEIR_TSCONFIG = {
  compilerOptions: {
    target: 'ES2021',
    module: 'commonjs',
    moduleResolution: 'node',
    ignoreDeprecations: '6.0',
    rootDir: './',
    outDir: './dist',
    allowJs: true,
    checkJs: false,
    esModuleInterop: true,
    strict: true,
    noImplicitAny: false,
    skipLibCheck: true,
    resolveJsonModule: true,
    types: ['node'],
    typeRoots: [join(root, 'test', 'node_modules', '@types')],
  },
  include: ['./src', './**/*.json'],
};

function install(...args: readonly string[]): Finished {
  return run(installer, ...args);
}

function run(program: string, ...args: readonly string[]): Finished {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args]);
  return { status, stdout: stdout.toString(), stderr: stderr.toString() };
}

interface Finished {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Ends the installer by SIGKILL: at an even moment before a file is put in its place, at an odd one right after. */
function killAt(moment: number, ...args: readonly string[]): string | null {
  const program = `
    const fs = require('node:fs');
    const { renameSync } = fs;
    let now = -1;
    const pass = () => {
      now += 1;
      if (now === ${moment}) process.kill(process.pid, 'SIGKILL');
    };
    fs.renameSync = (...names) => {
      pass();
      renameSync(...names);
      pass();
    };
    process.argv = [process.argv[0], ${JSON.stringify(installer)}, ...${JSON.stringify(args)}];
    require(${JSON.stringify(installer)});
  `;
  return spawnSync(process.execPath, ['--eval', program]).signal;
}
