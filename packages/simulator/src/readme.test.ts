import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';
import { readFault } from './faults/read-fault';
import { startSimulator } from './simulator';
import { simulatorSwitches } from './switches';

const readme = readFileSync(join(__dirname, '..', 'README.md'), 'utf8');
const [smallestProgram = '', faultExample = ''] = Array.from(
  readme.matchAll(/```js\n([\s\S]*?)```/g),
  ([, code]) => code ?? '',
);

type Program = (start: typeof startSimulator, log: { log: (line: unknown) => void }) => Promise<void>;

describe('the README', () => {
  it('shows a program that works', async () => {
    const body = smallestProgram.replace(/^import .*$/m, '');
    const program = runInThisContext(`(async (startSimulator, console) => {${body}})`) as Program;
    const printed: unknown[] = [];
    await program(startSimulator, { log: (line) => printed.push(line) });
    expect(printed).toEqual([202, 1]);
  });

  it('shows a fault that is one', () => {
    const text = /addFault\((.*)\);/.exec(faultExample)?.[1] ?? '';
    expect(readFault(runInThisContext(`(${text})`))).toMatchObject({ kind: 'status', status: 503, times: 2 });
  });

  it.each(Object.entries(simulatorSwitches))('lists the switch %s as it is', (name, row) => {
    const line = readme.split('\n').find((one) => one.startsWith(`| \`${name}\``)) ?? '';
    const [, , positions = '', standard = ''] = line.split('|').map((cell) => cell.trim());
    const expected =
      'values' in row ? row.values.map((value) => `\`${value}\``).join(', ') : `from ${row.minimum}`;
    expect(positions).toBe(expected);
    expect(standard).toBe(`\`${row.default}\``);
  });
});
