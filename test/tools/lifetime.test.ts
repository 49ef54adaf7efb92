import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { createFolder } from '../lifetime/folder';
import { startProcess } from '../lifetime/process';
import { until } from '../lifetime/until';

const root = join(__dirname, '..', '..');
const jestScript = require.resolve('jest/bin/jest', { paths: [join(root, 'tools')] });

interface Started {
  readonly pids: readonly number[];
  readonly urls: readonly string[];
  readonly folder: string;
}

describe('a test file in which tests fail, hang and pass', () => {
  it('leaves no process, no port and no folder, and jest exits by itself', async () => {
    const { folder } = createFolder();
    const told = join(folder, 'told.ndjson');
    const child = startProcess(
      process.execPath,
      [jestScript, '--runInBand', '--testMatch', '**/leaky.fixture.ts', '--reporters', 'default'],
      { cwd: root, env: { ...process.env, LEAKY_TOLD: told } },
    );
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number | null];

    expect({ code, said }).toEqual({ code: 1, said: expect.stringContaining('3 failed, 1 passed, 4 total') });
    const all = readFileSync(told, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Started);
    expect(all).toHaveLength(4);
    for (const { pids, urls, folder: left } of all) {
      // A killed process is listed for a moment longer, until the system has taken note of its end.
      await until(`processes ${pids.join(', ')} are gone`, () => !pids.some(isRunning));
      expect(existsSync(left)).toBe(false);
      for (const url of urls) expect(await isListening(url)).toBe(false);
    }
  });
});

/** Not where it has ended and nobody has asked for its exit code, as in a container whose first process does not. */
function isRunning(pid: number): boolean {
  const { status, stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return status === 0 && !stdout.startsWith('Z');
}

async function isListening(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  const socket = createConnection({ host: hostname, port: Number(port) });
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
