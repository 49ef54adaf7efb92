import { beforeAll, expect, it } from '@jest/globals';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFolder } from '../../lifetime/folder';
import { outputOf } from '../../lifetime/run-process';
import { until } from '../../lifetime/until';
import { makeCall, runCommand, startCommand, toLines } from './command';
import { createEndedCounter, positionsUpTo, readPositions, readRunLines } from './journal';
import { openRunScene } from './run-scene';

const CALLS = 240;
const LANES = 8;
const KILLS_AFTER = [30, 120];
const script = join(__dirname, '..', '..', 'fixtures', 'dump', 'in-forms.mjs');

/** Long enough that a change in the middle is neither at the file's beginning nor at its end, which are compared first. */
const calls = Array.from({ length: CALLS }, (_, index) => ({
  ...makeCall(index, 1),
  properties: { index, about: `${index} ${'x'.repeat(2_000)}` },
}));

let forms: string;
beforeAll(async () => {
  ({ folder: forms } = createFolder());
  const lines = join(forms, 'lines');
  writeFileSync(lines, toLines(calls));
  await outputOf(process.execPath, [script, lines, forms]);
});

it.each(['zstd', 'list', 'batch', 'csv', 'parquet'])(
  'sends each call of %s once over kills with faults on, and nothing while it is changed',
  async (form) => {
    const { simulator, folder, runDir } = await openRunScene();
    simulator.seedContacts([{ external_id: 'person-0' }]);
    simulator.addFault({ kind: 'status', status: 500, share: 0.03 });
    simulator.addFault({ kind: 'drop', when: 'after_storing', share: 0.03 });
    simulator.addFault({ kind: 'latency', ms: 15, share: 1 });
    mkdirSync(join(folder, 'dumps'));
    const dump = join(folder, 'dumps', form);
    const whole = readFileSync(join(forms, form));
    writeFileSync(dump, whole);
    const args = [
      ...['run', dump, '--to', simulator.url, '--run-dir', runDir, '--concurrency', String(LANES)],
      ...['--verify-sample', '0', '--progress', 'none'],
    ];
    const countEnded = createEndedCounter(runDir);
    for (const moment of KILLS_AFTER) {
      const { child, ended } = startCommand(args, { token: simulator.token });
      await until(`${moment} calls have ended`, () => countEnded() >= moment);
      child.kill('SIGKILL');
      expect(await ended).toMatchObject({ code: null });
    }

    const sentBefore = simulator.statistics().requests;
    const endedBefore = countEnded();
    const changed = Buffer.from(whole);
    changed.write('y', whole.indexOf('xxxxxx', whole.length / 2));
    writeFileSync(dump, changed);
    const refused = await runCommand(args, { token: simulator.token });
    expect(refused).toMatchObject({ code: 3, stderr: expect.stringMatching(/has changed behind byte 0\./) });
    // The check of the workspace, and what was in flight at the kill, which may arrive late.
    expect(simulator.statistics().requests).toBeLessThanOrEqual(sentBefore + 1 + LANES);
    expect(countEnded()).toBe(endedBefore);

    writeFileSync(dump, whole);
    expect(await runCommand(args, { token: simulator.token })).toMatchObject({ code: 0 });
    const stored = simulator.storedEvents().map(({ metadata }) => Number(metadata['index']));
    expect([...stored].sort((a, b) => a - b)).toEqual(calls.map((_, index) => index));
    expect(readPositions(runDir)).toEqual(positionsUpTo(CALLS));
    const repeatedAlive = readRunLines(runDir, 'journal.ndjson').reduce(
      (sum, { tries = 1 }) => sum + Number(tries) - 1,
      0,
    );
    expect(simulator.statistics().events.duplicates).toBeLessThanOrEqual(
      repeatedAlive + KILLS_AFTER.length * LANES,
    );
  },
);
