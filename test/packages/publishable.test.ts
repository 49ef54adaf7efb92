import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(__dirname, '..', '..');
const packageNames = readdirSync(join(root, 'packages'));

describe('packages as they would be published', () => {
  it.each(packageNames)('%s: publint finds nothing', (name) => {
    const { status, output } = runTool('publint', 'publint', [
      '--strict',
      '--pack',
      'npm',
      join(root, 'packages', name),
    ]);
    expect({ status, output }).toEqual({ status: 0, output: expect.stringContaining('All good') });
  });

  it.each(packageNames)('%s: types resolve for every kind of importer', (name) => {
    const folder = mkdtempSync(join(tmpdir(), 'pack-'));
    try {
      const packed = spawnSync('npm', ['pack', '--pack-destination', folder], {
        cwd: join(root, 'packages', name),
      });
      expect(packed.status).toBe(0);
      const [tarball = ''] = readdirSync(folder);
      const { status, output } = runTool('@arethetypeswrong/cli', 'attw', [
        join(folder, tarball),
        '--profile',
        'node16',
      ]);
      expect({ status, output }).toEqual({
        status: 0,
        output: expect.stringContaining('node16 (from ESM)'),
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it.each(packageNames)('%s: holds its licence and its README', (name) => {
    const { stdout } = spawnSync('npm', ['pack', '--dry-run', '--json'], {
      cwd: join(root, 'packages', name),
    });
    const [{ files }] = JSON.parse(stdout.toString()) as [{ files: { path: string }[] }];
    expect(files.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['LICENSE', 'README.md', 'package.json']),
    );
  });
});

function runTool(
  packageName: string,
  command: string,
  args: string[],
): { status: number | null; output: string } {
  const manifestPath = join(root, 'tools', 'node_modules', packageName, 'package.json');
  const { bin } = JSON.parse(readFileSync(manifestPath, 'utf8')) as { bin: string | Record<string, string> };
  const script = typeof bin === 'string' ? bin : (bin[command] ?? '');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(dirname(manifestPath), script), ...args],
    {
      cwd: root,
      env: { ...process.env, NO_COLOR: '1' },
    },
  );
  return { status, output: `${stdout.toString()}${stderr.toString()}` };
}
