import { beforeEach, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { FileFigures } from '../../../packages/backfill/src/report/file-figures';
import { createFolder, type Folder } from '../../lifetime/folder';
import { outputOf } from '../../lifetime/run-process';
import { callCommand } from './call-command';
import { makeCall, toLines } from './command';

let folder: string;
let write: Folder['write'];
beforeEach(() => {
  ({ folder, write } = createFolder());
});

interface Planned {
  readonly figures: { readonly files: readonly FileFigures[] };
  readonly findings: readonly {
    readonly weight: string;
    readonly code: string;
    readonly sentence: string;
    readonly share?: number;
  }[];
}

async function planOf(...args: readonly string[]): Promise<Planned> {
  const { stdout, stderr } = await callCommand(['plan', ...args, '--json', '--progress', 'none']);
  expect(stderr).toBe('');
  return JSON.parse(stdout) as Planned;
}

const calls = (count: number) => Array.from({ length: count }, (_, index) => makeCall(index));

function writeDumps(): void {
  const lines = [...calls(8), { type: 'page' }, { ...makeCall(9), userId: undefined }];
  write('dumps/1.ndjson.gz', gzipSync(toLines(lines)));
  write('dumps/2.json', JSON.stringify(calls(3)));
  write('dumps/3.csv', 'event_text,user_id,timestamp\nA,u1,2026-01-01\nB,u2,2026-01-01\n');
}

describe('the table of files', () => {
  it('is in the plan, with what each file is and what becomes of its calls', async () => {
    writeDumps();
    const { figures } = await planOf(join(folder, 'dumps'));
    const bytesOf = (name: string) => readFileSync(join(folder, 'dumps', name));
    const none = { refused: 0, skipped: 0, unreadable_bytes: 0 };
    expect(figures.files).toEqual([
      {
        path: join(folder, 'dumps/1.ndjson.gz'),
        format: 'ndjson',
        packed_in: 'gzip',
        ...{ calls: 10, to_deliver: 8, refused: 1, skipped: 1 },
        bytes: gunzipSync(bytesOf('1.ndjson.gz')).length,
        unreadable_bytes: 0,
      },
      {
        ...{ path: join(folder, 'dumps/2.json'), format: 'json', calls: 3, to_deliver: 3, ...none },
        bytes: bytesOf('2.json').length,
      },
      {
        ...{ path: join(folder, 'dumps/3.csv'), format: 'csv', calls: 2, to_deliver: 2, ...none },
        bytes: bytesOf('3.csv').length,
      },
    ]);
    const { stdout } = await callCommand(['plan', join(folder, 'dumps')]);
    const [, table = ''] = /\nFiles\n([\s\S]*?)\n\n/.exec(stdout) ?? [];
    expect(table.replaceAll(`${folder}/`, '').replaceAll(/ {2,}/g, ' | ').split('\n')).toEqual([
      ' | file | form | packed in | calls | to deliver | refused | skipped',
      ' | dumps/1.ndjson.gz | ndjson | gzip | 10 | 8 | 1 | 1',
      ' | dumps/2.json | json | 3 | 3 | 0 | 0',
      ' | dumps/3.csv | csv | 2 | 2 | 0 | 0',
    ]);
  });

  it('shows the files with refused calls first, where it cannot show all', async () => {
    for (let at = 10; at < 40; at += 1) write(`dumps/${at}.ndjson`, toLines(calls(1)));
    write('dumps/40.ndjson', toLines([...calls(1), { ...makeCall(1), userId: undefined }]));
    const { stdout } = await callCommand(['plan', join(folder, 'dumps')]);
    const [, table = ''] = /\nFiles\n([\s\S]*?)\n\n/.exec(stdout) ?? [];
    const names = [...table.matchAll(/dumps\/(\d+)\.ndjson /g)].map(([, name]) => Number(name));
    expect(names).toEqual([40, ...Array.from({ length: 19 }, (_, at) => at + 10)]);
    expect(table).toContain('and 11 more');
  });

  it('is in the report of a run and its page', async () => {
    writeDumps();
    const runDir = join(folder, 'run');
    const args = [
      'run',
      join(folder, 'dumps'),
      '--to',
      'simulator',
      '--run-dir',
      runDir,
      '--max-errors',
      '100%',
    ];
    await callCommand([...args, '--progress', 'none']);
    const report = JSON.parse(readFileSync(join(runDir, 'report.json'), 'utf8')) as {
      readonly files: readonly FileFigures[];
    };
    expect(report.files).toEqual((await planOf(join(folder, 'dumps'))).figures.files);
    await callCommand(['report', runDir]);
    const page = readFileSync(join(runDir, 'report.html'), 'utf8').replaceAll(/\s+|<wbr \/>/g, (part) =>
      part.startsWith('<') ? '' : ' ',
    );
    expect(page).toContain(
      ['<td>', join(folder, 'dumps/1.ndjson.gz'), 'ndjson', 'gzip', '10', '8', '1', '1</td>']
        .join('</td><td>')
        .replace('<td></td>', ''),
    );
  });

  it('agrees with an independent reader on a dump as people have them', async () => {
    const scripts = join(__dirname, '..', '..', 'fixtures', 'dump');
    await outputOf(process.execPath, [join(scripts, 'make.mjs'), folder, '3000', 'files']);
    const dump = join(folder, 'dump');
    const read = (await outputOf(process.execPath, [join(scripts, 'read', 'read.mjs'), dump]))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { readonly file: string; readonly refused?: true });
    const counts = new Map<string, { calls: number; refused: number }>();
    for (const { file, refused } of read) {
      const { calls: before, refused: refusedBefore } = counts.get(file) ?? { calls: 0, refused: 0 };
      counts.set(file, { calls: before + 1, refused: refusedBefore + (refused ? 1 : 0) });
    }
    const { figures } = await planOf(dump);
    const filled = figures.files.filter((file) => file.calls > 0);
    expect(filled.length).toBeGreaterThan(50);
    expect(new Map(filled.map((file) => [file.path, { calls: file.calls, refused: file.refused }]))).toEqual(
      counts,
    );
  });
});

describe('a file', () => {
  const find = ({ findings }: Planned, code: string) => findings.find((finding) => finding.code === code);

  it('of which most is refused has to be settled', async () => {
    write('dumps/good.ndjson', toLines(calls(900)));
    write('dumps/bad.ndjson', toLines([makeCall(1), ...calls(2).map((call) => ({ ...call, event: '' }))]));
    write('dumps/half.ndjson', toLines([makeCall(1), { ...makeCall(2), event: '' }, { type: 'page' }]));
    expect(find(await planOf(join(folder, 'dumps')), 'refused_files')).toMatchObject({
      weight: 'settle',
      share: 2 / 3,
      sentence: `Most of what these files hold is refused: ${join(folder, 'dumps/bad.ndjson')}, 2 of 3 track calls.`,
    });
  });

  it('of which more than a hundredth of the bytes is unreadable has to be settled', async () => {
    const lines = toLines(calls(1_000));
    const torn = `{"event":"${'x'.repeat(2 ** 21)}\n`;
    write('dumps/good.ndjson', `${lines}no call\n`);
    write('dumps/torn.ndjson', `${lines}${torn}`);
    const bytes = lines.length + torn.length;
    const planned = await planOf(join(folder, 'dumps'));
    expect(find(planned, 'unreadable_files')).toMatchObject({
      weight: 'settle',
      share: torn.length / bytes,
      sentence: expect.stringContaining(
        `${join(folder, 'dumps/torn.ndjson')}, ${torn.length.toLocaleString('en-US')} of ${bytes.toLocaleString('en-US')} bytes`,
      ),
    });
    expect(find(planned, 'unreadable_line')).toMatchObject({ weight: 'know' });
    const accepted = await callCommand(['plan', join(folder, 'dumps'), '--accept', 'unreadable_files']);
    expect(accepted).toMatchObject({ code: 0 });
  });
});
