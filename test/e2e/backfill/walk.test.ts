import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { createFolder, until } from './command';

const root = join(__dirname, '..', '..', '..');
const page = readFileSync(join(root, 'docs', 'backfill.md'), 'utf8');
const PORT = 4017;

let folder: string;
let remove: () => void;
let server: ChildProcess;

/** A command of the page, in a shell that knows the page's alias; the port is one that nobody else takes. */
function inShell(command: string): readonly [string, readonly string[]] {
  const cli = join(root, 'packages', 'backfill', 'dist', 'cli.js');
  const named = `intercom-destination() { "${process.execPath}" "${cli}" "$@"; }`;
  const token = 'export INTERCOM_ACCESS_TOKEN=simulator-token';
  return ['bash', ['-c', `${named}\n${token}\n${command.replace('127.0.0.1:4010', `127.0.0.1:${PORT}`)}`]];
}

beforeAll(async () => {
  ({ folder, remove } = createFolder());
  symlinkSync(join(root, 'examples'), join(folder, 'examples'));
  // Faster than Intercom, so that the walk is not a wait.
  const [file, args] = inShell(`exec ${blocks('sh server')[0] ?? ''} --port ${PORT} --limit 1000000`);
  server = spawn(
    file,
    args.map((text) => text.replace('exec intercom-destination', 'intercom-destination')),
    {
      cwd: folder,
      detached: true,
    },
  );
  let said = '';
  server.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await until(() => said.includes('Token:'), 30);
});
afterAll(() => {
  if (server.pid !== undefined) process.kill(-server.pid);
  remove();
});

/** What each step ends with, since the samples are faulty on purpose: 1 is a plan to settle, or a run with losses. */
const CODES: Readonly<Record<string, number>> = { plan: 1, run: 1, retry: 1, rate: 3 };

const commands = blocks('sh walk').flatMap((block) =>
  block.split('\n').filter((line) => line !== '' && !line.startsWith('export ')),
);

it.each(commands)('%s', (command) => {
  const [file, args] = inShell(command);
  const { status, stdout, stderr } = spawnSync(file, args, { cwd: folder, encoding: 'utf8' });
  const [, verb = ''] = /intercom-destination (\w+)/.exec(command) ?? [];
  expect({ status, said: status === (CODES[verb] ?? 0) ? '' : `${stdout}${stderr}` }).toEqual({
    status: CODES[verb] ?? 0,
    said: '',
  });
});

it('leaves the plan and the proposed mapping, and no run', () => {
  expect(['plan.json', 'proposed.yaml', 'rehearsal'].map((name) => existsSync(join(folder, name)))).toEqual([
    true,
    true,
    false,
  ]);
});

function blocks(language: string): string[] {
  return [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
    ([, block = '']) => block.trim(),
  );
}
