import { startSimulator, type Simulator } from '@intercom-destination/simulator';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFolder, makeCall, runCommand, startCommand, toLines, until } from './command';
import { countEnded, createEndedCounter, positionsUpTo, readPositions, readRunLines } from './journal';

const CALLS = 900;
const PEOPLE = 60;
const CONCURRENCY = 8;
const SEED = 20_261_124;

let simulator: Simulator;
let folder: string;
let remove: () => void;

beforeEach(async () => {
  ({ folder, remove } = createFolder());
  simulator = await openWorkspace();
});
afterEach(async () => {
  await simulator.close();
  remove();
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
  simulator.addFault({ kind: 'latency', ms: 1_500, share: 0.005 });
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

/** Numbers from 0 up to 1, the same at each run. */
function createChance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('a run killed twenty times, with faults on and contacts made on the way', () => {
  const policies = [
    { policy: 'create_user', identify: (at: number) => ({ userId: `person-${at}` }) },
    {
      policy: 'create_lead',
      identify: (at: number) => ({
        userId: undefined,
        context: { traits: { email: `person-${at}@example.com` } },
      }),
    },
  ];

  it.each(policies)(
    '$policy: leaves the workspace as an undisturbed one does',
    async ({ policy, identify }) => {
      const dump = join(folder, 'dump.ndjson');
      const calls = Array.from({ length: CALLS }, (_, at) => ({
        ...makeCall(at, PEOPLE),
        ...identify(at % PEOPLE),
      }));
      writeFileSync(dump, toLines(calls));
      const runDir = join(folder, 'run');
      const argsTo = (url: string, directory: string) => [
        ...['run', dump, '--to', url, '--run-dir', directory, '--concurrency', String(CONCURRENCY)],
        ...['--missing-contact', policy, '--max-new-contacts', String(PEOPLE), '--request-timeout', '1'],
        ...['--progress', 'none'],
      ];

      const undisturbed = await openWorkspace();
      const calm = await runCommand(argsTo(undisturbed.url, join(folder, 'calm')), {
        token: undisturbed.token,
      });
      expect(calm).toMatchObject({ code: 0, stderr: '' });

      disturb();
      const chance = createChance(SEED);
      const moments = Array.from({ length: 20 }, () => Math.floor(chance() * CALLS)).sort((a, b) => a - b);
      let kills = 0;
      for (const moment of moments) {
        const { child, ended } = startCommand(argsTo(simulator.url, runDir), { token: simulator.token });
        let over = false;
        void ended.then(() => (over = true));
        // Leads that may have been made are looked for a while.
        await until(() => over || countEnded(runDir) >= moment, 60);
        child.kill('SIGKILL');
        if ((await ended).code === null) kills += 1;
      }
      const last = await runCommand(argsTo(simulator.url, runDir), { token: simulator.token });

      expect(last).toMatchObject({ code: 0, stderr: '' });
      expect(kills).toBe(20);
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
      await undisturbed.close();
    },
  );
});

describe('a run of 20,000 calls killed fifty times', () => {
  const MANY_CALLS = 20_000;
  const MANY_PEOPLE = 400;
  const KILLS = 50;
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
    of.addFault({ kind: 'latency', ms: 1_500, share: 0.01 });
  }

  it('leaves the workspace as an undisturbed one does, and counts every call once', async () => {
    const dump = join(folder, 'large.ndjson');
    writeFileSync(dump, toLines(Array.from({ length: MANY_CALLS }, (_, at) => makeCall(at, MANY_PEOPLE))));
    const runDir = join(folder, 'large');
    const argsTo = (url: string, directory: string) => [
      ...['run', dump, '--to', url, '--run-dir', directory, '--concurrency', String(LANES), '--rate', '1'],
      ...['--missing-contact', 'create_user', '--max-new-contacts', String(MANY_PEOPLE)],
      ...['--request-timeout', '1', '--progress', 'none'],
    ];
    const undisturbed = await openLarge();
    const calm = await runCommand(argsTo(undisturbed.url, join(folder, 'calm')), {
      token: undisturbed.token,
    });
    expect(calm).toMatchObject({ code: 0, stderr: '' });

    const large = await openLarge();
    disturbAll(large);
    const chance = createChance(SEED);
    const moments = Array.from({ length: KILLS }, () => Math.floor(chance() * MANY_CALLS * 0.97));
    moments.sort((a, b) => a - b);
    const countLarge = createEndedCounter(runDir);
    const refusals = () => large.statistics().byStatus[429] ?? 0;
    let kills = 0;
    for (const [index, moment] of moments.entries()) {
      const { child, ended } = startCommand(argsTo(large.url, runDir), { token: large.token });
      let over = false;
      void ended.then(() => (over = true));
      await until(() => over || countLarge() >= moment, 60);
      if (index % 20 === 10) {
        // Another client takes all that is left of the window, and the run is killed while it waits for the next.
        large.addFault({ kind: 'competitor', perWindow: LIMIT, spread: 'at_start' });
        const before = refusals();
        await until(() => over || refusals() > before, 30);
      }
      child.kill('SIGKILL');
      if ((await ended).code === null) kills += 1;
      large.clearFaults();
      disturbAll(large);
    }
    const last = await runCommand(argsTo(large.url, runDir), { token: large.token });

    expect(last).toMatchObject({ code: 0, stderr: '' });
    expect(kills).toBe(KILLS);
    expect(refusals()).toBeGreaterThan(0);
    expect(large.statistics().byStatus[500]).toBeGreaterThan(100);
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
    expect(last.stdout).toContain('= 20,000: every call counted once.');
    // What was sent again: by a run that lived, which the journal tells, or what was in flight at a kill.
    const repeatedAlive = readRunLines(runDir, 'journal.ndjson').reduce(
      (sum, { tries = 1 }) => sum + Number(tries) - 1,
      0,
    );
    expect(large.statistics().events.duplicates).toBeLessThanOrEqual(repeatedAlive + kills * LANES);
    await Promise.all([undisturbed.close(), large.close()]);
  }, 300_000);
});
