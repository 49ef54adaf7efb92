import { startSimulator, type Simulator } from '@intercom-destination/simulator';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createFolder, makeCall, runCommand, toLines } from './command';

const EMAIL = 'ada@example.com';
/** Files whose purpose it is to keep calls whole. */
const KEEPS_CALLS = new Set(['stdin', 'dead-letters.ndjson', 'refused.ndjson']);

let simulator: Simulator;
let folder: string;
let remove: () => void;

beforeEach(async () => {
  simulator = await startSimulator({ rateLimitPerWindow: 20_000, token: 'secret-token' });
  ({ folder, remove } = createFolder());
});
afterEach(async () => {
  await simulator.close();
  remove();
});

it('shows no person and no token, though Intercom and broken input name them', async () => {
  simulator.addFault({
    kind: 'status',
    status: 400,
    message: `cannot use ${EMAIL} with secret-token`,
    match: { contact: EMAIL },
  });
  const runDir = join(folder, 'run');
  const byEmail = { ...makeCall(1), userId: undefined, context: { traits: { email: EMAIL } } };
  const ended = await runCommand(['run', '-', '--to', simulator.url, '--run-dir', runDir], {
    token: simulator.token,
    stdin: `${toLines([byEmail, makeCall(2)])}{"email":"${EMAIL}"\n`,
  });
  expect(ended).toMatchObject({ code: 1, stderr: '' });
  const status = await runCommand(['status', runDir]);
  const statusJson = await runCommand(['status', runDir, '--json']);

  const files = readdirSync(runDir);
  expect(files.filter((name) => KEEPS_CALLS.has(name)).sort()).toEqual([...KEEPS_CALLS].sort());
  const shown = files
    .filter((name) => !KEEPS_CALLS.has(name))
    .map((name) => readFileSync(join(runDir, name), 'utf8'));
  for (const text of [...shown, ended.stdout, status.stdout, statusJson.stdout]) {
    expect(text).not.toMatch(/ada@|example\.com|person-2/);
  }
  const [deadLetter] = readFileSync(join(runDir, 'dead-letters.ndjson'), 'utf8').split('\n');
  expect(JSON.parse(deadLetter ?? '')).toMatchObject({
    reason: 'refused',
    error: { message: expect.stringMatching(/^cannot use … with /) },
    call: { context: { traits: { email: EMAIL } } },
  });
  for (const name of files) expect([name, statSync(join(runDir, name)).mode & 0o777]).toEqual([name, 0o600]);
  for (const name of files) expect(readFileSync(join(runDir, name), 'utf8')).not.toContain('secret-token');
  expect(ended.stdout).not.toContain('secret-token');
});
