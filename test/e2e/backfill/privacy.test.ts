import type { Simulator } from '@intercom-destination/simulator';
import { beforeEach, expect, it } from '@jest/globals';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFolder } from '../../lifetime/folder';
import { startSimulator } from '../../lifetime/simulator';
import { makeCall, runCommand, startCommand, toLines } from './command';

const EMAIL = 'ada@example.com';
/** Files whose purpose it is to keep calls whole. */
const KEEPS_CALLS = new Set(['stdin', 'dead-letters.ndjson', 'refused.ndjson', 'verify-before.json']);

let simulator: Simulator;
let folder: string;

beforeEach(async () => {
  simulator = await startSimulator({ rateLimitPerWindow: 20_000, token: 'secret-token' });
  ({ folder } = createFolder());
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

it('keeps people and the token out of everything but the files that need them, over a run with every turn', async () => {
  const secretPerson = 'zq-person';
  simulator.seedContacts([
    { external_id: `${secretPerson}-1`, email: `${secretPerson}-1@example.com` },
    { role: 'lead', email: `${secretPerson}-lead@example.com` },
  ]);
  simulator.addFault({
    kind: 'status',
    status: 500,
    share: 0.1,
    message: `no ${secretPerson}-1@example.com today`,
  });
  simulator.addFault({ kind: 'drop', when: 'after_storing', share: 0.1 });
  const byEmail = (name: string) => ({
    userId: undefined,
    traits: { email: `${secretPerson}-${name}@example.com` },
  });
  const calls = Array.from({ length: 60 }, (_, at) => {
    const person = [
      { userId: `${secretPerson}-1` },
      { ...byEmail('1'), userId: `${secretPerson}-gone` },
      byEmail('lead'),
      byEmail('new'),
      { userId: `${secretPerson}-new` },
      { userId: undefined },
    ][at % 6];
    const event = at % 12 === 0 ? `Invited ${secretPerson}-${at}@example.com` : 'Invited nobody';
    return { ...makeCall(at), ...person, event, properties: { owner: `${secretPerson}-1@example.com` } };
  });
  const runDir = join(folder, 'run');
  const dump = join(folder, 'dump.ndjson');
  writeFileSync(dump, toLines(calls));
  const said: string[] = [];
  const tell = async (...command: string[]) => {
    const { child, ended } = startCommand(command, { token: simulator.token });
    const { code, stdout, stderr } = await ended;
    said.push(child.spawnargs.join(' '), stdout, stderr);
    return code;
  };
  const args = ['run', dump, '--to', simulator.url, '--run-dir', runDir, '--progress', 'json'];
  const create = ['--missing-contact', 'create_user', '--max-new-contacts', '5', '--log-level', 'debug'];
  expect(await tell('run', dump, '--dry-run')).toBe(1);
  expect(await tell(...args, ...create)).toBe(1);
  const reasons = ['--reason', 'contact_not_found', 'exhausted', 'contact_conflict', 'refused'];
  const again = ['retry', runDir, ...reasons, '--log-level', 'debug', '--progress', 'json'];
  await tell(...again);
  await tell(...again, '--remap');
  await tell('verify', runDir, '--wait', '0');
  await tell('verify', runDir, '--wait', '0', '--json');
  expect(await tell('report', runDir)).toBe(0);
  await tell('status', runDir);
  await tell('status', runDir, '--json');
  await tell('purge', runDir);
  expect(readdirSync(runDir)).toContain('created-contacts.ndjson');

  expect(readdirSync(runDir)).toContain('report.html');
  const mustHold = new Set([...KEEPS_CALLS, 'created-contacts.ndjson']);
  const shown = readdirSync(runDir)
    .filter((name) => !mustHold.has(name))
    .map((name) => readFileSync(join(runDir, name), 'utf8'));
  for (const text of [...shown, ...said]) {
    expect(text).not.toContain(secretPerson);
    expect(text).not.toContain('secret-token');
  }
  const events = { 'Invited …': 5, 'Invited nobody': 45 };
  expect(JSON.parse(readFileSync(join(runDir, 'report.json'), 'utf8'))).toMatchObject({ events });
  expect(said.join('')).toContain('"name": "Invited …"');
  // What was said is not nothing: each call has a line of its own in the log.
  expect(said.join('').match(/dump\.ndjson, line \d+: /g)?.length).toBeGreaterThanOrEqual(60);
  for (const name of readdirSync(runDir)) {
    expect([name, statSync(join(runDir, name)).mode & 0o777]).toEqual([name, 0o600]);
    expect(readFileSync(join(runDir, name), 'utf8')).not.toContain('secret-token');
  }
  expect(statSync(runDir).mode & 0o777).toBe(0o700);
});
