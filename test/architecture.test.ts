import { describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, relative } from 'node:path';
import ts from 'typescript';

const packagesFolder = join(__dirname, '..', 'packages');

/** What each part of the source may import from outside itself; `node:` stands for every module of Node's own. */
const mayImport: readonly {
  from: string;
  /** A folder of it that has a rule of its own. */
  without?: string;
  only: readonly string[];
  because: string;
}[] = [
  {
    from: 'core/src',
    only: [],
    because: 'core knows Intercom and no host, and its mapping runs in a browser',
  },
  { from: 'simulator/src', only: ['node:'], because: 'the simulator must be able to disagree with core' },
  {
    from: 'backfill/src',
    only: [
      'node:',
      '@intercom-destination/core',
      '@intercom-destination/simulator',
      'cli-progress',
      'commander',
      'fzstd',
      'hyparquet',
      'hyparquet-compressors',
      'picomatch',
      'undici',
      'xxhash-wasm',
      'yaml',
    ],
    because: 'the backfill joins core and simulator and depends on nine libraries',
  },
  {
    from: 'segment-destination/src',
    without: 'segment-destination/src/command',
    only: ['@intercom-destination/core', '@segment/actions-core', 'p-limit'],
    because: 'an adapter knows core and its own host, never the other one',
  },
  {
    from: 'segment-destination/src/command',
    only: ['node:', '@intercom-destination/core', '@segment/actions-core'],
    because: 'the command runs in a terminal, and what Segment hosts does not',
  },
  {
    from: 'rudder-destination/src',
    only: ['node:', '@intercom-destination/core', '@rudderstack/integrations-lib/build/errors', 'p-limit'],
    because: 'an adapter knows core and its own host, never the other one',
  },
];

/** The folders of a package from the top down: a file may import from its own folder and from those that come later. */
const foldersFromTheTop: readonly { from: string; folders: readonly string[]; because: string }[] = [
  {
    from: 'core/src',
    // The files beside the folders but for the two public surfaces: facts and helpers that everything may know.
    folders: ['index', 'mapping', 'delivery', 'track', 'call', 'values', 'settings', '.'],
    because: 'contacts and companies will use what calls share, and know nothing of track calls',
  },
  {
    from: 'backfill/src',
    folders: [
      '.',
      'commands',
      'run',
      'retry',
      'plan',
      'verify',
      'through',
      'into',
      'delivery',
      'reading',
      'report',
      'run-directory',
      'target',
      'overlaps',
      'filters',
      'sources',
      'options',
      'terminal',
    ],
    because: 'a stage knows what it is made of, and nothing of what uses it',
  },
];

describe('who imports whom', () => {
  it.each(mayImport)('$from: $because', ({ from, without, only }) => {
    const files = sourceFiles(join(packagesFolder, from)).filter(
      (file) => without === undefined || !file.startsWith(join(packagesFolder, without)),
    );
    expect(files.length).toBeGreaterThan(0);
    const foreign = files.flatMap((file) =>
      importsOf(file)
        .filter((name) => !name.startsWith('.'))
        .map((name) => (isBuiltin(name) ? 'node:' : name))
        .filter((name) => !only.includes(name))
        .map((name) => `${file.slice(packagesFolder.length + 1)} imports ${name}`),
    );
    expect(foreign).toEqual([]);
  });

  it('covers every package', () => {
    const covered = new Set(mayImport.map(({ from }) => from.split('/')[0]));
    expect(readdirSync(packagesFolder).sort()).toEqual([...covered].sort());
  });

  it.each(foldersFromTheTop)('$from imports downwards only: $because', ({ from, folders }) => {
    const root = join(packagesFolder, from);
    const rankOf = (file: string) => folders.indexOf(folderOf(file, root, folders));
    const files = sourceFiles(root);
    expect(new Set(files.map((file) => folderOf(file, root, folders)))).toEqual(new Set(folders));
    const upwards = files.flatMap((file) =>
      neighboursOf(file)
        .filter((other) => other.startsWith(root) && rankOf(other) < rankOf(file))
        .map((other) => `${relative(root, file)} imports ${relative(root, other)}`),
    );
    expect(upwards).toEqual([]);
  });

  it('has no two files that import each other', () => {
    const files = [...new Set(mayImport.flatMap(({ from }) => sourceFiles(join(packagesFolder, from))))];
    const neighbours = new Map(files.map((file) => [file, neighboursOf(file)]));
    const mutual = files.flatMap((file) =>
      (neighbours.get(file) ?? [])
        .filter((other) => file < other && neighbours.get(other)?.includes(file))
        .map((other) => [file, other].map((path) => path.slice(packagesFolder.length + 1)).join(' and ')),
    );
    expect(mutual).toEqual([]);
  });

  it('keeps the mapping apart from delivery, so that it stays pure', () => {
    const reached = reachableFrom(join(packagesFolder, 'core/src/mapping.ts'));
    expect(reached.size).toBeGreaterThan(10);
    expect([...reached].filter((file) => file.includes('/delivery/'))).toEqual([]);
  });

  it('has no clock, chance or network in the mapping', () => {
    const impure = /\b(Date\.now|new Date\(\)|Math\.random|performance\.|fetch\(|process\.|console\.)/;
    const reached = reachableFrom(join(packagesFolder, 'core/src/mapping.ts'));
    expect([...reached].filter((file) => impure.test(codeOf(file)))).toEqual([]);
  });
});

/** The folder under `root` that the file is in; a file beside the folders has a name of its own, or `.`. */
function folderOf(file: string, root: string, folders: readonly string[]): string {
  const [first = '', ...rest] = relative(root, file).split('/');
  if (rest.length > 0) return first;
  const name = first.replace(/\.ts$/, '');
  return folders.includes(name) ? name : '.';
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.startsWith('testing/'))
    .map((name) => join(folder, name));
}

function importsOf(file: string): string[] {
  return ts
    .preProcessFile(readFileSync(file, 'utf8'), true, true)
    .importedFiles.map(({ fileName }) => fileName);
}

const printer = ts.createPrinter({ removeComments: true });

/** Without comments, whose examples may do what the code must not. */
function codeOf(file: string): string {
  return printer.printFile(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest));
}

function isBuiltin(name: string): boolean {
  return name.startsWith('node:') || builtinModules.includes(name);
}

/** The file and all that it imports by relative paths, however far. */
function reachableFrom(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  for (const next of neighboursOf(file)) reachableFrom(next, found);
  return found;
}

/** The files that it imports by relative paths. */
function neighboursOf(file: string): string[] {
  return importsOf(file)
    .filter((name) => name.startsWith('.'))
    .map((name) => {
      const path = join(file, '..', name.replace(/\.[jt]s$/, ''));
      const found = [`${path}.ts`, join(path, 'index.ts'), path].find(
        (one) => existsSync(one) && statSync(one).isFile(),
      );
      if (found === undefined) throw new Error(`${file} imports ${name}, which is not there.`);
      return found;
    });
}
