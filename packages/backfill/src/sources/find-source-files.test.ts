import { beforeEach, describe, expect, it } from '@jest/globals';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { createFolder, type Folder } from '../../../../test/lifetime/folder';
import { findSourceFiles } from './find-source-files';

let folder: string;
let write: Folder['write'];
beforeEach(() => {
  ({ folder, write } = createFolder());
});

/** Relative to the folder, to which `inputs` are relative too. */
async function find(...inputs: readonly string[]) {
  const { files, passedOver } = await findSourceFiles(
    inputs.map((input) => (input === '' ? folder : `${folder}/${input}`)),
  );
  const short = (path: string) => path.slice(folder.length + 1);
  return {
    files: files.map(short),
    passedOver: passedOver.map(({ path, rule }) => `${short(path)} by ${rule}`),
  };
}

function writeAll(...names: readonly string[]): void {
  for (const name of names) write(name, '');
}

describe('a folder', () => {
  it('is read without what exporters leave beside the calls, which is listed', async () => {
    writeAll('part-0.json', '_SUCCESS', '_committed_77', '_started_77', '_metadata', '_common_metadata');
    writeAll(
      '.part-0.json.crc',
      '.DS_Store',
      'part-0.json.crc',
      'a.md5',
      'a.sha256',
      'b.json.tmp',
      'c.partial',
      'd.crdownload',
    );
    writeAll('manifest', 'orders_manifest', 'manifest.json', 'README', 'readme.md', 'README.txt');
    writeAll(
      '_delta_log/0.json',
      '_temporary/0/x.json',
      '_spark_metadata/0',
      '__MACOSX/a.json',
      '.git/config',
      'day=1/part-1.json',
    );
    expect(await find('')).toEqual({
      files: ['day=1/part-1.json', 'part-0.json'],
      passedOver: [
        '.DS_Store by .*',
        '.git/ by .*',
        '.part-0.json.crc by .*',
        'README by README, README.md, README.txt',
        'README.txt by README, README.md, README.txt',
        '_SUCCESS by _SUCCESS',
        '__MACOSX/ by __MACOSX',
        '_committed_77 by _committed_*',
        '_common_metadata by _common_metadata',
        '_delta_log/ by _delta_log',
        '_metadata by _metadata',
        '_spark_metadata/ by _spark_metadata',
        '_started_77 by _started_*',
        '_temporary/ by _temporary',
        'a.md5 by *.md5',
        'a.sha256 by *.sha256',
        'b.json.tmp by *.tmp',
        'c.partial by *.partial',
        'd.crdownload by *.crdownload',
        'manifest by *manifest',
        'manifest.json by manifest.json',
        'orders_manifest by *manifest',
        'part-0.json.crc by *.crc',
        'readme.md by README, README.md, README.txt',
      ],
    });
  });

  it('is read with what only looks like it', async () => {
    const names = [
      '_order/a.csv',
      '_orders.csv',
      'cargo_manifest/a.json',
      'manifested.json',
      'order_manifest.csv',
      'readme_viewed.csv',
      'tmp',
      '_delta_log.csv',
    ];
    writeAll(...names);
    const { files, passedOver } = await find('');
    expect([...files].sort()).toEqual([...names].sort());
    expect(passedOver).toEqual([]);
  });

  it('is a fault where nothing else is in it, which says what was passed over', async () => {
    writeAll('a/_SUCCESS', 'a/x.crc', 'a/y.crc');
    await expect(find('a')).rejects.toThrow(
      `There is no file of calls in ${folder}/a. Passed over by their names, as holding no calls: _SUCCESS: ${folder}/a/_SUCCESS; *.crc: 2, the first is ${folder}/a/x.crc.`,
    );
    mkdirSync(join(folder, 'b'));
    await expect(find('b')).rejects.toThrow(`There is no file in ${folder}/b.`);
  });

  it('passes over a link to nothing where its name says so, as editors make them', async () => {
    writeAll('a.json');
    symlinkSync('nobody@nowhere', join(folder, '.#a.json'));
    expect(await find('')).toEqual({ files: ['a.json'], passedOver: ['.#a.json by .*'] });
  });
});

it.each(['_SUCCESS', '.hidden', 'a.tmp', 'manifest', '_delta_log'])(
  'reads %s where it is named itself',
  async (name) => {
    writeAll(name === '_delta_log' ? '_delta_log/0.json' : name);
    const { files, passedOver } = await find(name);
    expect(files).toEqual([name === '_delta_log' ? '_delta_log/0.json' : name]);
    expect(passedOver).toEqual([]);
  },
);

describe('a wildcard', () => {
  beforeEach(() => {
    writeAll(
      '2026-01/a.json',
      '2026-01/b.gz',
      '2026-02/a.json',
      '2025-12/a.json',
      'other.json',
      '2026-01/deep/er/c.json',
      '2026-01/_SUCCESS',
    );
    writeAll('.hidden/a.json', '2026-01/.a.json');
  });

  it.each([
    { pattern: '2026-*/a.json', files: ['2026-01/a.json', '2026-02/a.json'] },
    { pattern: '2026-0?/*.json', files: ['2026-01/a.json', '2026-02/a.json'] },
    { pattern: '202[56]-[!0]*/*', files: ['2025-12/a.json'] },
    {
      pattern: '**/*.json',
      files: ['2025-12/a.json', '2026-01/a.json', '2026-01/deep/er/c.json', '2026-02/a.json', 'other.json'],
    },
    { pattern: '**/er/**/*.json', files: ['2026-01/deep/er/c.json'] },
    { pattern: '*-02', files: ['2026-02/a.json'] },
    { pattern: '*/*er*/er', files: [] },
    { pattern: '*/deep/er/', files: ['2026-01/deep/er/c.json'] },
  ])('$pattern finds $files', async ({ pattern, files }) => {
    if (files.length === 0)
      await expect(find(pattern)).rejects.toThrow(`Nothing matches ${folder}/${pattern}.`);
    else expect((await find(pattern)).files).toEqual(files);
  });

  it('finds a file once, though its folder is found too', async () => {
    expect(await find('2026-01/**/*')).toEqual({
      files: ['2026-01/a.json', '2026-01/b.gz', '2026-01/deep/er/c.json'],
      passedOver: ['2026-01/_SUCCESS by _SUCCESS'],
    });
    expect(await find('2026-01/**')).toEqual({
      files: ['2026-01/a.json', '2026-01/b.gz', '2026-01/deep/er/c.json'],
      passedOver: ['2026-01/.a.json by .*', '2026-01/_SUCCESS by _SUCCESS'],
    });
  });

  it('is none where a file has that name', async () => {
    writeAll('a[1].json', 'a1.json');
    expect((await find('a[1].json')).files).toEqual(['a[1].json']);
  });

  it('may find what another input names, which is refused as ever', async () => {
    await expect(find('other.json', 'o*.json')).rejects.toThrow(
      /is named twice; its calls would be sent twice/,
    );
  });

  it('takes nothing else for a pattern', async () => {
    writeAll('{a,b}.json');
    await expect(find('{o*,x}.json')).rejects.toThrow(/Nothing matches/);
    await expect(find('!(x)')).rejects.toThrow(/no such file/);
  });
});

it('says what to do with an address', async () => {
  await expect(findSourceFiles(['s3://bucket/logs/'])).rejects.toThrow(/Fetch it first, with `aws s3 sync/);
});

it('lists the run directory among what is passed over', async () => {
  writeAll('a.json', 'run/manifest.json');
  const { files, passedOver } = await findSourceFiles([folder], join(folder, 'run'));
  expect(files).toEqual([join(folder, 'a.json')]);
  expect(passedOver).toEqual([{ path: `${folder}/run/`, rule: '--run-dir' }]);
});
