import { beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { createFolder } from '../../lifetime/folder';
import { startProcess } from '../../lifetime/process';
import { until } from '../../lifetime/until';

const root = join(__dirname, '..', '..', '..');

/** What each step ends with, since the samples are faulty on purpose: 1 is a plan to settle, or a run with losses. */
const CODES: Readonly<Record<string, number>> = { plan: 1, run: 1, retry: 1, rate: 3 };

/** What each page has left in the reader's folder at its end. */
const PAGES = [
  { page: 'backfill.md', left: ['plan.json', 'proposed.yaml'] },
  { page: 'backfill-live-messages.md', left: ['few.json', 'named.json', 'plan.json'] },
  { page: 'backfill-resume.md', left: [] },
] as const;

describe.each(PAGES)('$page', ({ page, left }) => {
  let folder: string;
  /** The server's address, which takes the place of the one on the page. */
  let origin = '127.0.0.1:4010';

  beforeAll(async () => {
    ({ folder } = createFolder());
    symlinkSync(join(root, 'examples'), join(folder, 'examples'));
    // The workspace of the first page is that of all. Faster than Intercom, so that the walk is not a wait.
    const [command = ''] = blocksOf('backfill.md', 'sh server');
    const server = startProcess(...inShell(`${command} --port 0 --limit 1000000`, origin), { cwd: folder });
    let said = '';
    server.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    await until('the server shows its token', () => said.includes('Token:'));
    origin = /127\.0\.0\.1:\d+/.exec(said)?.[0] ?? '';
  });

  const commands = blocksOf(page, 'sh walk').flatMap((block) =>
    block
      .replaceAll('\\\n', ' ')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('export ')),
  );

  it.each(commands)('%s', (command) => {
    const { status, stdout, stderr } = spawnSync(...inShell(command, origin), {
      cwd: folder,
      encoding: 'utf8',
    });
    const wanted = codeOf(command);
    expect({ status, said: status === wanted ? '' : `${stdout}${stderr}` }).toEqual({
      status: wanted,
      said: '',
    });
  });

  it('leaves what it says, and no run that was put away', () => {
    expect(readdirSync(folder).sort()).toEqual(['examples', ...left].sort());
  });
});

function codeOf(command: string): number {
  const [, verb = ''] = /intercom-destination (\w+)/.exec(command) ?? [];
  return verb === 'plan' && command.includes('--accept') ? 0 : (CODES[verb] ?? 0);
}

/** A command of the page, in a shell that knows the page's alias, for a server at another address. */
function inShell(command: string, origin: string): readonly [string, readonly string[]] {
  const cli = join(root, 'packages', 'backfill', 'dist', 'cli.js');
  const named = `intercom-destination() { "${process.execPath}" "${cli}" "$@"; }`;
  const token = 'export INTERCOM_ACCESS_TOKEN=simulator-token';
  return ['bash', ['-c', `${named}\n${token}\n${command.replace('127.0.0.1:4010', origin)}`]];
}

function blocksOf(page: string, language: string): string[] {
  const text = readFileSync(join(root, 'docs', page), 'utf8');
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
    ([, block = '']) => block.trim(),
  );
}
