import type { Simulator } from '@intercom-destination/simulator';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { stopAtEnd } from '../../lifetime/lifetime';
import { callCommand } from './call-command';
import { makeCall, toLines } from './command';
import { readRunLines } from './journal';
import { openRunScene } from './run-scene';

const PEOPLE = [
  { id: 'c-0', external_id: 'person-0', email: 'zero@example.com' },
  { id: 'c-1', external_id: 'person-1', email: 'one@example.com' },
];
const FIRST_S = Date.UTC(2026, 0, 1) / 1000;

let simulator: Simulator;
let dump: string;
let runDir: string;

/** Three calls of one name for each person, one of them by the email; and a twin that shares a second. */
const CALLS = [
  ...Array.from({ length: 6 }, (_, at) => ({ ...makeCall(at, 2), event: 'Ordered' })),
  { ...makeCall(6, 1), event: 'Ordered', userId: undefined, traits: { email: 'zero@example.com' } },
  { ...makeCall(6, 1), event: 'Ordered', messageId: 'twin', properties: { index: 7 } },
  { type: 'page', userId: 'person-0' },
];

beforeEach(async () => {
  ({ simulator, dump, runDir } = await openRunScene({ rateLimitPerWindow: 50_000, seed: 3 }));
  simulator.seedContacts(PEOPLE);
  writeFileSync(dump, toLines(CALLS));
  const args = ['run', dump, '--to', simulator.url, '--run-dir', runDir];
  expect(await callCommand(args, token())).toMatchObject({ code: 0 });
});

const token = () => ({ token: simulator.token });
const verify = () => callCommand(['verify', runDir, '--wait', '0'], token());
const retry = (...options: string[]) =>
  callCommand(['retry', runDir, '--unverified', '--progress', 'none', ...options], token());
const stored = () =>
  simulator
    .storedEvents()
    .map(({ contact_id: id, created_at: at }) => `${id} ${at - FIRST_S}`)
    .sort();

/** The workspace loses what it has of the first person after the first second. */
async function loseEvents(): Promise<void> {
  const kept = simulator
    .storedEvents()
    .filter(({ contact_id: id, created_at: at }) => id === 'c-1' || at === FIRST_S);
  simulator.reset();
  simulator.seedContacts(PEOPLE);
  for (const { contact_id: id, event_name: name, created_at } of kept) {
    await fetch(`${simulator.url}/events`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${simulator.token}`,
        'Content-Type': 'application/json',
        Accept: 'application/json',
      },
      body: JSON.stringify({ id, event_name: name, created_at }),
    });
  }
}

/** Somebody at a terminal who answers so. */
function sitAtTerminal(answer: string): void {
  const { stdin } = process;
  const terminal = Object.assign(new PassThrough(), { isTTY: true });
  Object.defineProperty(process, 'stdin', { value: terminal, configurable: true });
  stopAtEnd(() => {
    Object.defineProperty(process, 'stdin', { value: stdin, configurable: true });
  });
  terminal.end(answer);
}

describe('retry --unverified', () => {
  it('sends the calls of short pairs again, by the identifiers that they went by, through faults', async () => {
    const before = stored();
    await loseEvents();
    expect((await verify()).stdout).toContain(`intercom-destination retry ${runDir} --unverified`);
    const report = () =>
      JSON.parse(readFileSync(join(runDir, 'report.json'), 'utf8')) as Record<string, unknown>;
    const { outcomes } = report();
    simulator.addFault({ kind: 'status', status: 500, times: 1, match: { path: '/events' } });
    const { code, stdout, stderr } = await retry('--yes');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(
      [
        'Calls to be sent again: 5',
        'Pairs of a contact and an event name that they make: 1',
        'Events of these that are missing, at least: 3',
        'Calls that may be there already, and may double: 2',
        'Intercom documents that it may ignore a repetition of person, name and second.',
        'Sent again: 5 accepted. Verify the run again.',
        '',
      ].join('\n'),
    );
    expect(stored()).toEqual(before);
    // A second that went by two identifiers is neither lost nor verified.
    expect(await verify()).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/^1 of 2 are verified\.[^]* 1 of 2 {3}1 cannot be told\n/),
    });
    expect(report()).toMatchObject({ outcomes, adds_up: true, resent: 5 });
    const again = readRunLines(runDir, 'journal.ndjson').filter((line) => line['again'] === true);
    expect(again.map(({ n, by }) => [n, by]).sort()).toEqual([
      [1, 'user_id'],
      [3, 'user_id'],
      [5, 'user_id'],
      [7, 'email'],
      [8, 'user_id'],
    ]);
    expect(await retry('--yes')).toMatchObject({
      code: 0,
      stdout: 'Nothing of the sample is missing, so nothing is sent again.\n',
    });
  });

  it('sends nothing unless it is told to', async () => {
    await loseEvents();
    const before = stored();
    expect(await retry()).toMatchObject({
      code: 3,
      stdout: expect.stringMatching(/Calls that may be there already, and may double: 2/),
      stderr: expect.stringMatching(/there is no terminal to ask at, and --yes was not given/),
    });
    for (const answer of ['n\n', '\n', '']) {
      sitAtTerminal(answer);
      const { code, stdout, stderr } = await retry();
      expect({ code, stderr }).toEqual({ code: 1, stderr: 'Send them? [y/N] ' });
      expect(stdout).toMatch(/Nothing was sent\.\n$/);
    }
    expect(stored()).toEqual(before);
    sitAtTerminal('yes\n');
    expect(await retry()).toMatchObject({ code: 0 });
    expect(stored().length).toBeGreaterThan(before.length);
  });

  it('sends nothing of a dump that has changed', async () => {
    await loseEvents();
    const before = stored();
    writeFileSync(dump, toLines(CALLS).replace('"index":2', '"index":9'));
    expect(await retry('--yes')).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/dump\.ndjson has changed behind byte 0; restore it/),
    });
    expect(stored()).toEqual(before);
  });

  it.each([['--remap'], ['--reason', 'exhausted']])('is another thing than %s', async (...options) => {
    const { code, stderr } = await retry(...options);
    expect(code).toBe(3);
    expect(stderr).toMatch(/cannot be used with option/);
  });
});
