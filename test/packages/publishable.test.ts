import { beforeAll, describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runProcess } from '../lifetime/run-process';
import { packAll, type Packed } from './packed';

const root = join(__dirname, '..', '..');

let packed: ReadonlyMap<string, Packed>;

beforeAll(async () => {
  packed = new Map((await packAll()).map((each) => [each.name, each]));
});

describe.each(readdirSync(join(root, 'packages')))('%s, as it would be published', (name) => {
  it('has nothing that publint would find', async () => {
    const tarball = packed.get(name)?.tarball ?? '';
    const { status, output } = await runTool('publint', 'publint', ['--strict', tarball]);
    expect({ status, output }).toEqual({ status: 0, output: expect.stringContaining('All good') });
  });

  it('has types that resolve for every kind of importer', async () => {
    const tarball = packed.get(name)?.tarball ?? '';
    const { status, output } = await runTool('@arethetypeswrong/cli', 'attw', [
      tarball,
      '--profile',
      'node16',
    ]);
    expect({ status, output }).toEqual({ status: 0, output: expect.stringContaining('node16 (from ESM)') });
  });

  it('holds its licence and its README', () => {
    expect(packed.get(name)?.files).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'package.json']));
  });
});

async function runTool(
  packageName: string,
  command: string,
  args: readonly string[],
): Promise<{ status: number | null; output: string }> {
  const manifestPath = join(root, 'tools', 'node_modules', packageName, 'package.json');
  const { bin } = JSON.parse(readFileSync(manifestPath, 'utf8')) as { bin: string | Record<string, string> };
  const script = join(dirname(manifestPath), typeof bin === 'string' ? bin : (bin[command] ?? ''));
  const { status, stdout, stderr } = await runProcess(process.execPath, [script, ...args], {
    cwd: root,
    env: { ...process.env, NO_COLOR: '1' },
  });
  return { status, output: stdout + stderr };
}
