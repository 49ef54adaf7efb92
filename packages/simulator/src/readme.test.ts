import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';
import { stopAtEnd } from '../../../test/lifetime/lifetime';
import { readFault } from './faults/read-fault';
import { permissions } from './permissions';
import { routes } from './routes';
import { startSimulator } from './simulator';
import { simulatorSwitches } from './switches';
import { openSimulator, type OpenSimulator } from './testing/open-simulator';

const readme = readFileSync(join(__dirname, '..', 'README.md'), 'utf8');
const [smallestProgram = '', faultExample = '', permissionExample = ''] = Array.from(
  readme.matchAll(/```js\n([\s\S]*?)```/g),
  ([, code]) => code ?? '',
);

type Program = (start: typeof startSimulator, log: { log: (line: unknown) => void }) => Promise<void>;

describe('the README', () => {
  it('shows a program that works', async () => {
    const body = smallestProgram.replace(/^import .*$/m, '');
    const program = runInThisContext(`(async (startSimulator, console) => {${body}})`) as Program;
    const printed: unknown[] = [];
    const start: typeof startSimulator = async (options) => {
      const simulator = await startSimulator(options);
      stopAtEnd(() => simulator.close());
      return simulator;
    };
    await program(start, { log: (line) => printed.push(line) });
    expect(printed).toEqual([202, 1]);
  });

  it('shows a fault that is one', () => {
    const text = /addFault\((.*)\);/.exec(faultExample)?.[1] ?? '';
    expect(readFault(runInThisContext(`(${text})`))).toMatchObject({ kind: 'status', status: 503, times: 2 });
  });

  it('shows how to take permissions away and give them back', async () => {
    const program = runInThisContext(
      `(async (startSimulator) => {${permissionExample} return simulator;})`,
    ) as (start: typeof openSimulator) => Promise<OpenSimulator>;
    const denied: unknown[] = [];
    const simulator = await program(async (options) => {
      const opened = await openSimulator(options);
      denied.push((await opened.send('GET', '/contacts')).status);
      return opened;
    });
    expect([...denied, (await simulator.send('GET', '/contacts')).status]).toEqual([401, 200]);
  });

  it.each(Object.entries(simulatorSwitches))('lists the switch %s as it is', (name, row) => {
    const line = readme.split('\n').find((one) => one.startsWith(`| \`${name}\``)) ?? '';
    const [, , positions = '', standard = ''] = line.split('|').map((cell) => cell.trim());
    const expected =
      'values' in row ? row.values.map((value) => `\`${value}\``).join(', ') : `from ${row.minimum}`;
    expect(positions).toBe(expected);
    expect(standard).toBe(`\`${row.default}\``);
  });

  it('lists no other switch', () => {
    expect(firstCells('switch')).toEqual(Object.keys(simulatorSwitches));
  });

  it('lists every control page', async () => {
    const simulator = await openSimulator();
    const { text } = await simulator.send('GET', '/_simulator/none');
    const [, known = ''] = /there are (.*)\./.exec(text) ?? [];
    expect(firstCells('page').sort()).toEqual(['GET /', ...known.split(', ')].sort());
  });

  it('lists every kind of fault', () => {
    const kinds = firstCells('kind');
    expect(() => readFault({ kind: 'none' })).toThrow(`must be one of ${kinds.join(', ')}.`);
  });

  it('lists every permission, with the endpoints that need it', () => {
    expect(firstCells('permission')).toEqual([...permissions]);
    for (const permission of permissions) {
      const line = readme.split('\n').find((one) => one.startsWith(`| \`${permission}\``)) ?? '';
      const listed = Array.from(line.matchAll(/`((?:GET|POST|PUT|DELETE) [^`]+)`/g), ([, route]) => route);
      const needing = routes.filter(({ needs }) => needs === permission);
      expect(listed.sort()).toEqual(needing.map(({ method, path }) => `${method} ${path}`).sort());
    }
  });
});

/** The first cells of the table with this heading, without their backticks. */
function firstCells(heading: string): string[] {
  const lines = readme.split('\n');
  const start = lines.findIndex((line) => line.startsWith(`| ${heading} `));
  const rows = lines.slice(start + 2);
  return rows
    .slice(
      0,
      rows.findIndex((line) => !line.startsWith('|')),
    )
    .map((line) => (line.split('|')[1] ?? '').trim().replaceAll('`', ''));
}
