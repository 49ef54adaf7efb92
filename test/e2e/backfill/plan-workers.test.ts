import { beforeEach, describe, expect, it } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import { createFolder, type Folder } from '../../lifetime/folder';
import { until } from '../../lifetime/until';
import { makeCall, runCommand, startCommand, toLines } from './command';

let folder: string;
let write: Folder['write'];
beforeEach(() => {
  ({ folder, write } = createFolder());
});

/** Some twelve batches, in which much repeats and little is alike. */
const lines = toLines(
  Array.from({ length: 12_000 }, (_, index) => ({
    ...makeCall(index, 900),
    ...(index % 11 === 0 ? { userId: undefined, anonymousId: `a${index}` } : {}),
    ...(index % 13 === 0 ? { type: 'page' } : {}),
    ...(index % 17 === 0 ? { timestamp: 'soon' } : {}),
    properties: {
      index,
      total: index % 2 === 0 ? index : index / 100 + 0.01,
      currency: index % 3 === 0 ? 'EUR' : 'JPY',
      note: index % 19 === 0 ? 'é語🙂' : `note ${index % 90}`,
      [`rare ${index % 700}`]: `person${index}@example.com`,
      order: { createdAt: '2026-01-01T00:00:00Z', created_at: 5, ...numbered(index % 15) },
    },
    ...(index % 5 === 0 ? repeated(index / 5) : {}),
  })),
);

/** Of one person, in ten seconds. Which of two events repeats the other hangs on their order. */
function repeated(index: number) {
  return {
    userId: 'person-1',
    messageId: undefined,
    event: `Step ${index % 3}`,
    timestamp: `2026-02-01T00:00:0${index % 10}Z`,
    properties: { step: index % 7 < 2 },
  };
}

function numbered(count: number): Readonly<Record<string, number>> {
  return Object.fromEntries(Array.from({ length: count }, (_, key) => [`k${key}`, key]));
}

function writeDumps(): void {
  const parts = lines.split('\n');
  const broken = '{"broken"\n\r\n  \n';
  const batch = `{"batch":[${parts.slice(3_000, 3_100).join(',')}]}`;
  const first = [...parts.slice(0, 3_000), batch, ...parts.slice(3_100, 7_000)];
  write('dumps/1.ndjson.gz', gzipSync(`\ufeff${first.join('\r\n')}\r\n${broken}`));
  write('dumps/2.json', `[${parts.slice(7_000, 9_000).join(',')}]`);
  write(
    'dumps/3.ndjson',
    Buffer.concat([Buffer.from(parts.slice(9_000).join('\n')), Buffer.from('{"a":"\xff"}', 'latin1')]),
  );
}

async function planWith(workers: number, args: readonly string[] = []): Promise<Record<string, unknown>> {
  const { stdout, stderr } = await runCommand([
    'plan',
    `${folder}/dumps`,
    ...['--json', '--progress', 'none', '--workers', String(workers), ...args],
  ]);
  expect(stderr).toBe('');
  return { ...(JSON.parse(stdout) as Record<string, unknown>), created_at: '' };
}

describe('plan in threads', () => {
  it.each([1, 3])('finds with %d what it finds with none, in the same order', async (workers) => {
    writeDumps();
    const plan = await planWith(0);
    expect(plan['figures']).toMatchObject({
      calls: 12_002,
      refused: { unreadable_line: 2 },
      overlaps: { duplicates: 1_211, same_second: 974, looked_at: 1 },
    });
    expect(JSON.stringify(await planWith(workers))).toBe(JSON.stringify(plan));
  });

  it('heeds a limit and people never to send', async () => {
    writeDumps();
    const suppress = write('never.txt', 'person-1\n');
    const limited = ['--limit', '100', '--suppress', suppress];
    expect(await planWith(2, limited)).toEqual(await planWith(0, limited));
  });

  it('names the file that cannot be read to its end, and ends', async () => {
    const dump = write('dump.gz', gzipSync(lines).subarray(0, 100_000));
    const { code, stdout, stderr } = await runCommand(['plan', dump, '--workers', '2', '--progress', 'none']);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(
      /^intercom-destination: The gzip data of .*dump\.gz ends too early, after line \d+\.\n$/,
    );
  });

  it.each([
    {
      because: 'names',
      properties: () => ({}),
      event: (index: number) => (index % 4 === 0 ? 'Signed Up' : `Opened ${index}`),
    },
    {
      because: 'properties',
      properties: (index: number) => ({ [`k${index}`]: 1, plan: 'pro' }),
      event: () => 'X',
    },
    {
      because: 'currencies',
      properties: (index: number) => ({ total: index / 2, currency: `c${index % 23}` }),
      event: () => 'X',
    },
  ])(
    'counts in one thread where there are more $because than it has room for',
    async ({ properties, event }) => {
      const calls = Array.from({ length: 15_000 }, (_, index) => ({
        ...makeCall(index),
        event: event(index),
        properties: properties(index),
      }));
      write('dumps/many.ndjson', toLines(calls));
      expect(await planWith(2)).toEqual(await planWith(0));
    },
  );

  it('reads what can be read but once in one thread', async () => {
    const args = ['plan', '-', '--workers', '2', '--progress', 'none', '--json'];
    const { code, stdout } = await runCommand(args, { stdin: lines });
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ figures: { calls: 12_000 } });
  });

  it('ends at Ctrl-C', async () => {
    const dump = write('dump.ndjson', lines.repeat(20));
    const { child, ended } = startCommand(['plan', dump, '--workers', '2', '--progress', 'json']);
    let progress = '';
    child.stderr.on('data', (chunk: Buffer) => (progress += chunk.toString()));
    await until('the progress shows something', () => progress !== '');
    child.kill('SIGINT');
    expect(await ended).toMatchObject({ code: 4, stdout: '' });
  });
});
