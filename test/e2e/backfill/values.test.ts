import { beforeEach, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createFolder, type Folder } from '../../lifetime/folder';
import { startSimulator } from '../../lifetime/simulator';
import { callCommand } from './call-command';
import { makeCall, runCommand, toLines } from './command';

let folder: string;
let write: Folder['write'];
beforeEach(() => {
  ({ folder, write } = createFolder());
});

interface MappedLine {
  readonly line: number;
  readonly index?: number;
  readonly dataEvent?: { readonly user_id: string; readonly metadata: Readonly<Record<string, unknown>> };
  readonly refusal?: { readonly code: string; readonly message: string };
  readonly notes?: readonly { readonly code: string; readonly key: string }[];
}

async function mapped(path: string): Promise<MappedLine[]> {
  const { code, stdout, stderr } = await callCommand(['map', path]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as MappedLine);
}

/** Each call by its place, with its number or why it is none. */
async function placesOf(path: string): Promise<string[]> {
  return (await mapped(path)).map(
    ({ line, index, dataEvent, refusal }) =>
      `${line}${index === undefined ? '' : `.${index}`} ${JSON.stringify(dataEvent?.metadata['index'] ?? refusal?.code).replaceAll('"', '')}`,
  );
}

const calls = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => makeCall(from + index));
const text = (index: number, indent?: number) => JSON.stringify(makeCall(index), null, indent);

describe('values and lines', () => {
  it('reads several on a line, as Firehose writes them, and says which is which', async () => {
    const path = write(
      'part-0',
      `${calls(0, 3)
        .map((call) => JSON.stringify(call))
        .join('')}\n${text(3)}\n`,
    );
    expect(await placesOf(path)).toEqual(['1.1 0', '1.2 1', '1.3 2', '2 3']);
  });

  it('reads those that span lines, and says where they begin', async () => {
    const path = write('pretty.json', [0, 1, 2].map((index) => `${text(index, 2)}\n`).join(''));
    const lines = text(0, 2).split('\n').length;
    expect(await placesOf(path)).toEqual(['1 0', `${lines + 1} 1`, `${2 * lines + 1} 2`]);
  });

  it('refuses a torn line and a spoilt value once, and takes nothing in them for a call', async () => {
    const nested = JSON.stringify({ ...makeCall(9), properties: { list: calls(0, 3) } }, null, 2);
    const spoilt = nested.replace('"messageId": "m9"', '"messageId": m9');
    const path = write('dump', `${text(0)}\n${text(1).slice(0, -9)}\n${text(2)}\n${spoilt}\n${text(3)}\n`);
    const lines = spoilt.split('\n').length;
    expect(await placesOf(path)).toEqual([
      '1 0',
      '2 unreadable_line',
      '3 2',
      '4 unreadable_line',
      `${lines + 4} 3`,
    ]);
    const [, torn, , refused] = await mapped(path);
    expect(torn?.refusal?.message).toBe('The line is not JSON.');
    expect(refused?.refusal?.message).toBe(`What stands in lines 4 to ${lines + 3} is not JSON.`);
  });

  it('keeps long numbers exact in identifiers and properties, and notes them', async () => {
    const line =
      '{"type":"track","event":"E","userId":1610521604143693812,"timestamp":"2026-01-01T00:00:00Z","properties":{"order":653247040368672768,"at_micros":1709634030000000,"ratio":NaN}}';
    const path = write('dump', `${line}\n`);
    const [call] = await mapped(path);
    expect(call?.dataEvent).toMatchObject({
      user_id: '1610521604143693812',
      metadata: { order: '653247040368672768' },
    });
    expect(call?.notes?.slice(0, 3).map(({ code, key }) => `${code} ${key}`)).toEqual([
      'long_number_to_text userId',
      'long_number_to_text properties.order',
      'number_not_finite properties.ratio',
    ]);
    const { stdout } = await callCommand(['plan', path, '--json', '--progress', 'none']);
    expect(JSON.parse(stdout)).toMatchObject({
      figures: { notes: { long_number_to_text: 2, number_not_finite: 1 } },
    });
  });

  it('names the place of what is refused or given up, in the files and on the page', async () => {
    const simulator = await startSimulator({ rateLimitPerWindow: 20_000 });
    const path = write('dump', `${text(0)}${text(1)}{"type":"track"}\n${text(2)} {"torn":\n`);
    const runDir = join(folder, 'run');
    const { code } = await runCommand(
      ['run', path, '--to', simulator.url, '--run-dir', runDir, '--progress', 'none'],
      { token: simulator.token },
    );
    expect(code).toBe(1);
    const read = (name: string) =>
      readFileSync(join(runDir, name), 'utf8')
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line) as { position: number })
        .sort((a, b) => a.position - b.position);
    expect(read('refused.ndjson')).toMatchObject([
      { position: 3, line: 1, index: 3 },
      { position: 5, line: 2, index: 2, text: '{"torn":' },
    ]);
    expect(read('dead-letters.ndjson')).toMatchObject([
      { position: 1, line: 1, index: 1 },
      { position: 2, line: 1, index: 2 },
      { position: 4, line: 2, index: 1 },
    ]);
    await runCommand(['report', runDir]);
    const page = readFileSync(join(runDir, 'report.html'), 'utf8');
    expect(page).toContain('dump, line 1, value 2');
  });
});

describe('plan in threads', () => {
  const plain = toLines(calls(0, 6_000));
  const torn = `${text(1).slice(0, 40)}\n`;
  it.each([
    {
      what: 'pretty-printed',
      content: calls(0, 3_000)
        .map((call) => `${JSON.stringify(call, null, 2)}\n`)
        .join(''),
    },
    { what: 'pretty-printed after many lines', content: `${plain}${text(1, 2)}\n${plain}` },
    {
      what: 'torn here and there',
      content: calls(0, 9_000)
        .map((call, index) => (index % 7 === 0 ? torn : `${JSON.stringify(call)}\n`))
        .join(''),
    },
    {
      what: 'on one line',
      content: calls(0, 30_000)
        .map((call) => JSON.stringify(call))
        .join(''),
    },
    {
      what: 'on one line after others',
      content: `${text(1)}\n${calls(0, 30_000)
        .map((call) => JSON.stringify(call))
        .join('')}\n${plain}`,
    },
    { what: 'torn at the end', content: `${plain}{"a":[` },
  ])('finds the same with any number of them in values $what', async ({ content }) => {
    write('dumps/1.gz', gzipSync(content));
    write('dumps/2', plain);
    const plans = [];
    for (const workers of ['0', '1', '3']) {
      const { stdout, stderr } = await runCommand([
        ...['plan', join(folder, 'dumps'), '--json', '--progress', 'none', '--workers', workers],
      ]);
      expect(stderr).toBe('');
      plans.push({ ...(JSON.parse(stdout) as Record<string, unknown>), created_at: '' });
    }
    expect(plans[1]).toEqual(plans[0]);
    expect(plans[2]).toEqual(plans[0]);
    const { figures } = plans[0] as unknown as {
      figures: { calls: number; refused: Record<string, number> };
    };
    expect(figures.calls).toBeGreaterThan(8_000);
    expect(figures.refused['unreadable_line'] ?? 0).toBe(
      content.includes(torn) ? 1_286 : content.endsWith('[') ? 1 : 0,
    );
  });
});
