import type { Simulator } from '@intercom-destination/simulator';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dose } from '../../dose';
import { createFolder } from '../../lifetime/folder';
import { startSimulator } from '../../lifetime/simulator';
import { until } from '../../lifetime/until';
import { makeCall, runCommand, startCommand, toLines } from './command';
import { createEndedCounter, positionsUpTo, readPositions, readRunLines } from './journal';

const CALLS = dose(200, 900);
const PEOPLE = 60;
const CONCURRENCY = 8;
const SEED = 20_261_124;

let simulator: Simulator;
let folder: string;

beforeEach(async () => {
  ({ folder } = createFolder());
  simulator = await openWorkspace();
});

/** Half of the people are there. */
async function openWorkspace(): Promise<Simulator> {
  const opened = await startSimulator({ rateLimitPerWindow: 5_000, seed: SEED });
  opened.seedContacts(
    Array.from({ length: PEOPLE / 2 }, (_, index) => ({
      external_id: `person-${index * 2}`,
      email: `person-${index * 2}@example.com`,
    })),
  );
  return opened;
}

function disturb(): void {
  simulator.addFault({ kind: 'status', status: 500, share: 0.03 });
  simulator.addFault({ kind: 'status', status: 503, share: 0.02, when: 'after_storing' });
  simulator.addFault({ kind: 'drop', when: 'after_storing', share: 0.03 });
  simulator.addFault({ kind: 'drop', when: 'before_storing', share: 0.02 });
  simulator.addFault({ kind: 'latency', ms: 2_500, share: 0.005 });
  simulator.addFault({ kind: 'latency', ms: 5, share: 1 });
}

/** What the workspace holds: whose, which name, which second, with which metadata. */
function holdings(of: Simulator): string[] {
  const people = new Map(of.contacts().map((contact) => [contact.id, contact.external_id ?? contact.email]));
  return of
    .storedEvents()
    .map(({ contact_id: id, event_name_sent: name, created_at: at, metadata }) =>
      JSON.stringify([people.get(id), name, at, metadata]),
    )
    .sort();
}

/**
 * After how many ended calls each kill comes, in order, the same at each run. None comes so late that the run may have
 * ended before the kill.
 */
function chooseMoments(kills: number, calls: number): number[] {
  let state = SEED;
  const moments = Array.from({ length: kills }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * 0.8 * calls);
  });
  return moments.sort((a, b) => a - b);
}

describe('a run killed with faults on and contacts made on the way', () => {
  const policies = [
    { policy: 'create_user', kills: dose(3, 20), identify: (at: number) => ({ userId: `person-${at}` }) },
    {
      policy: 'create_lead',
      // After each, leads that may have been made are looked for until the search would show them.
      kills: dose(1, 20),
      identify: (at: number) => ({
        userId: undefined,
        context: { traits: { email: `person-${at}@example.com` } },
      }),
    },
  ];

  it.each(policies)(
    '$policy, killed $kills times: leaves the workspace as an undisturbed one does',
    async ({ policy, kills, identify }) => {
      const dump = join(folder, 'dump.ndjson');
      const calls = Array.from({ length: CALLS }, (_, at) => ({
        ...makeCall(at, PEOPLE),
        ...identify(at % PEOPLE),
      }));
      writeFileSync(dump, toLines(calls));
      const runDir = join(folder, 'run');
      const argsTo = (url: string, directory: string) => [
        ...['run', dump, '--to', url, '--run-dir', directory, '--concurrency', String(CONCURRENCY)],
        ...['--missing-contact', policy, '--max-new-contacts', String(PEOPLE), '--request-timeout', '2'],
        ...['--progress', 'none'],
      ];

      const undisturbed = await openWorkspace();
      const calm = await runCommand(argsTo(undisturbed.url, join(folder, 'calm')), {
        token: undisturbed.token,
      });
      expect(calm).toMatchObject({ code: 0, stderr: '' });

      disturb();
      const countEnded = createEndedCounter(runDir);
      for (const moment of chooseMoments(kills, CALLS)) {
        const { child, ended } = startCommand(argsTo(simulator.url, runDir), { token: simulator.token });
        await until(`${moment} calls have ended`, () => countEnded() >= moment);
        child.kill('SIGKILL');
        expect(await ended).toMatchObject({ code: null });
      }
      const last = await runCommand(argsTo(simulator.url, runDir), { token: simulator.token });

      expect(last).toMatchObject({ code: 0, stderr: '' });
      expect(holdings(simulator)).toEqual(holdings(undisturbed));
      expect(holdings(simulator)).toHaveLength(CALLS);
      expect(simulator.contacts()).toHaveLength(PEOPLE);
      const made = readRunLines(runDir, 'created-contacts.ndjson').filter(({ state }) => state === 'made');
      expect(new Set(made.map(({ id }) => id)).size).toBe(PEOPLE / 2);
      const journal = readRunLines(runDir, 'journal.ndjson');
      expect(readPositions(runDir)).toEqual(positionsUpTo(CALLS));
      // What was sent again: by a run that lived, which the journal tells, or what was in flight at a kill.
      const repeatedAlive = journal.reduce((sum, { tries = 1 }) => sum + Number(tries) - 1, 0);
      const { duplicates } = simulator.statistics().events;
      expect(duplicates).toBeLessThanOrEqual(repeatedAlive + kills * CONCURRENCY);
    },
  );
});

const MANY_CALLS = dose(1_500, 20_000);
const MANY_KILLS = dose(3, 50);

describe(`a run of ${MANY_CALLS} calls killed ${MANY_KILLS} times`, () => {
  const MANY_PEOPLE = 400;
  /** A kill that comes while the run waits for the next window, and each twentieth after it. */
  const FIRST_WAITING = dose(1, 10);
  const LANES = 24;
  const LIMIT = 30_000;

  /** Every second person is there; the others are made on the way. */
  async function openLarge(): Promise<Simulator> {
    const opened = await startSimulator({ rateLimitPerWindow: LIMIT, seed: SEED });
    opened.seedContacts(
      Array.from({ length: MANY_PEOPLE / 2 }, (_, index) => ({ external_id: `person-${index * 2}` })),
    );
    return opened;
  }

  function disturbAll(of: Simulator): void {
    of.addFault({ kind: 'status', status: 500, share: 0.02 });
    of.addFault({ kind: 'drop', when: 'after_storing', share: 0.02 });
    of.addFault({ kind: 'latency', ms: 2_500, share: 0.01 });
  }

  it('leaves the workspace as an undisturbed one does, and counts every call once', async () => {
    const dump = join(folder, 'large.ndjson');
    writeFileSync(dump, toLines(Array.from({ length: MANY_CALLS }, (_, at) => makeCall(at, MANY_PEOPLE))));
    const runDir = join(folder, 'large');
    const argsTo = (url: string, directory: string) => [
      ...['run', dump, '--to', url, '--run-dir', directory, '--concurrency', String(LANES), '--rate', '1'],
      ...['--missing-contact', 'create_user', '--max-new-contacts', String(MANY_PEOPLE)],
      ...['--request-timeout', '2', '--progress', 'none'],
    ];
    const undisturbed = await openLarge();
    const calm = await runCommand(argsTo(undisturbed.url, join(folder, 'calm')), {
      token: undisturbed.token,
    });
    expect(calm).toMatchObject({ code: 0, stderr: '' });

    const large = await openLarge();
    disturbAll(large);
    const countLarge = createEndedCounter(runDir);
    const refusals = () => large.statistics().byStatus[429] ?? 0;
    for (const [index, moment] of chooseMoments(MANY_KILLS, MANY_CALLS).entries()) {
      const { child, ended } = startCommand(argsTo(large.url, runDir), { token: large.token });
      await until(`${moment} calls have ended`, () => countLarge() >= moment);
      if (index % 20 === FIRST_WAITING) {
        // Another client takes all that is left of the window, and the run is killed while it waits for the next.
        large.addFault({ kind: 'competitor', perWindow: LIMIT, spread: 'at_start' });
        const before = refusals();
        await until('a request is refused with 429', () => refusals() > before);
      }
      child.kill('SIGKILL');
      expect(await ended).toMatchObject({ code: null });
      large.clearFaults();
      disturbAll(large);
    }
    const last = await runCommand(argsTo(large.url, runDir), { token: large.token });

    expect(last).toMatchObject({ code: 0, stderr: '' });
    expect(refusals()).toBeGreaterThan(0);
    expect(large.statistics().byStatus[500]).toBeGreaterThan(MANY_CALLS / 200);
    expect(holdings(large)).toHaveLength(MANY_CALLS);
    expect(holdings(large)).toEqual(holdings(undisturbed));
    expect(large.contacts()).toHaveLength(MANY_PEOPLE);
    expect(readPositions(runDir)).toEqual(positionsUpTo(MANY_CALLS));
    const report = JSON.parse(readFileSync(join(runDir, 'report.json'), 'utf8')) as Record<string, unknown>;
    expect(report).toMatchObject({
      state: 'finished',
      adds_up: true,
      outcomes: { accepted: MANY_CALLS, dead_letter: 0, not_reached: 0 },
      contacts_created: MANY_PEOPLE / 2,
    });
    expect(last.stdout).toContain(`= ${MANY_CALLS.toLocaleString('en-US')}: every call counted once.`);
    // What was sent again: by a run that lived, which the journal tells, or what was in flight at a kill.
    const repeatedAlive = readRunLines(runDir, 'journal.ndjson').reduce(
      (sum, { tries = 1 }) => sum + Number(tries) - 1,
      0,
    );
    expect(large.statistics().events.duplicates).toBeLessThanOrEqual(repeatedAlive + MANY_KILLS * LANES);
  });
});
