import type { Simulator } from '@intercom-destination/simulator';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../../lifetime/until';
import { callCommand } from './call-command';
import { startCommand, toLines } from './command';
import { countEnded, positionsUpTo, readPositions, readRunLines } from './journal';
import { openRunScene } from './run-scene';

let simulator: Simulator;
let folder: string;
let dump: string;
let runDir: string;

beforeEach(async () => {
  ({ simulator, folder, dump, runDir } = await openRunScene());
  simulator.seedContacts([{ external_id: 'ana' }, { external_id: 'bo' }]);
});

interface Facts {
  readonly who?: string;
  readonly second: number;
  readonly id?: string;
  readonly n: number;
}

function makeCall({ who = 'ana', second, id, n }: Facts) {
  const timestamp = new Date(Date.UTC(2026, 0, 1) + second * 1000).toISOString();
  return { type: 'track', event: 'Opened', userId: who, messageId: id, timestamp, properties: { n } };
}

/** In one second: two different calls, the first once more, and one without an id; and others beside them. */
const CALLS = [
  { second: 0, id: 'a', n: 1 },
  { second: 0, id: 'b', n: 2 },
  { second: 0, id: 'a', n: 1 },
  { second: 0, n: 2 },
  { second: 1, id: 'c', n: 3 },
  { who: 'bo', second: 0, id: 'a', n: 1 },
  { who: 'nobody', second: 0, id: 'd', n: 1 },
  { who: 'nobody', second: 0, id: 'e', n: 2 },
].map(makeCall);

const args = (...options: string[]) => ['run', dump, '--to', simulator.url, '--run-dir', runDir, ...options];
const run = (...options: string[]) => callCommand(args(...options), { token: simulator.token });
const report = () => JSON.parse(readFileSync(join(runDir, 'report.json'), 'utf8')) as Record<string, unknown>;
const outcomesByLine = () =>
  Object.fromEntries(
    readRunLines(runDir, 'journal.ndjson').map(({ n, o, code }): [string, unknown] => [String(n), code ?? o]),
  );
/** Whose, at which second, with which number. */
const stored = () => {
  const people = new Map(simulator.contacts().map(({ id, external_id: who }) => [id, who]));
  return simulator
    .storedEvents()
    .map(
      ({ contact_id: id, created_at: at, metadata }) =>
        `${people.get(id)} ${at % 60} ${String(metadata['n'])}`,
    )
    .sort();
};

describe('calls of one person with the same name and second', () => {
  beforeEach(() => {
    writeFileSync(dump, toLines(CALLS));
  });

  it('are sent and counted apart by default, and what is the same twice is sent once', async () => {
    const { code, stdout } = await run();
    expect(code).toBe(1);
    expect(report()).toMatchObject({
      outcomes: { accepted: 3, same_second: 1, duplicate: 2, dead_letter: 2, not_reached: 0 },
      adds_up: true,
      shifted: 0,
    });
    expect(stdout).toContain('3 + 1 + 2 + 0 + 0 + 2 + 0 = 8: every call counted once.');
    expect(outcomesByLine()).toEqual({
      ...{ 1: 'accepted', 2: 'same_second', 3: 'duplicate', 4: 'duplicate', 5: 'accepted', 6: 'accepted' },
      ...{ 7: 'contact_not_found', 8: 'contact_not_found' },
    });
    // Intercom takes two of one second for one, and the first one stays.
    expect(stored()).toEqual(['ana 0 1', 'ana 1 3', 'bo 0 1']);
    expect(simulator.statistics().events).toMatchObject({ accepted: 4, duplicates: 1 });
    expect(existsSync(join(runDir, 'overlaps'))).toBe(false);
    expect((await callCommand(['status', runDir])).stdout).toBe(stdout);
  });

  it('go to the next free second under shift', async () => {
    const { code, stdout } = await run('--on-collision', 'shift');
    expect(code).toBe(1);
    expect(report()).toMatchObject({
      outcomes: { accepted: 4, same_second: 0, duplicate: 2, dead_letter: 2 },
      shifted: 2,
    });
    expect(stdout).toContain(
      'Moved to a free second, since Intercom would take them for one with another: 2',
    );
    // The second after is taken by a call of its own.
    expect(stored()).toEqual(['ana 0 1', 'ana 1 3', 'ana 2 2', 'bo 0 1']);
    const kept = readRunLines(runDir, 'dead-letters.ndjson') as { data_event?: { created_at: number } }[];
    expect(kept.map(({ data_event: event }) => (event?.created_at ?? 0) % 60)).toEqual([0, 1]);
  });

  it('are counted by a dry run of shift', async () => {
    const { stdout } = await run('--on-collision', 'shift', '--dry-run');
    expect(stdout).toContain(
      'Would be moved to a free second, since Intercom would take them for one with another: 2',
    );
    expect(existsSync(runDir)).toBe(false);
  });

  it('are left out under drop, but for the first', async () => {
    expect(await run('--on-collision', 'drop')).toMatchObject({ code: 1 });
    expect(report()).toMatchObject({
      outcomes: { accepted: 3, duplicate: 2, skipped: 2, dead_letter: 1 },
      skipped: { same_second_dropped: 2 },
    });
    expect(stored()).toEqual(['ana 0 1', 'ana 1 3', 'bo 0 1']);
  });

  it('are treated alike by every start of a run', async () => {
    await run('--on-collision', 'drop');
    expect(await run('--on-collision', 'shift')).toMatchObject({
      code: 3,
      stdout: '',
      stderr: expect.stringMatching(/The run was started with --on-collision drop; give this one another/),
    });
  });
});

it('shifts to the same seconds, however often the run is killed', async () => {
  const crowded = Array.from({ length: 600 }, (_, at) =>
    makeCall({ who: at % 2 === 0 ? 'ana' : 'bo', second: Math.floor(at / 60) * 40, id: `m${at}`, n: at }),
  );
  writeFileSync(dump, toLines(crowded));
  expect(await run('--on-collision', 'shift')).toMatchObject({ code: 0 });
  const undisturbed = stored();
  expect(undisturbed).toHaveLength(600);

  simulator.reset();
  simulator.seedContacts([{ external_id: 'ana' }, { external_id: 'bo' }]);
  simulator.addFault({ kind: 'latency', ms: 5 });
  runDir = join(folder, 'killed');
  for (const moment of [100, 300, 500]) {
    const { child, ended } = startCommand(args('--on-collision', 'shift', '--concurrency', '7'), {
      token: simulator.token,
    });
    await until(`${moment} calls have ended`, () => countEnded(runDir) >= moment);
    child.kill('SIGKILL');
    await ended;
  }
  expect(await run('--on-collision', 'shift')).toMatchObject({ code: 0 });
  expect(readPositions(runDir)).toEqual(positionsUpTo(600));
  expect(stored()).toEqual(undisturbed);
});
