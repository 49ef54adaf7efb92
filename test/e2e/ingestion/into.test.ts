import type { Simulator } from '@intercom-destination/simulator';
import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFolder } from '../../lifetime/folder';
import { until } from '../../lifetime/until';
import { callCommand } from '../backfill/call-command';
import { makeCall } from '../backfill/command';
import { countEnded, positionsUpTo, readPositions, readRunLines } from '../backfill/journal';
import { openIngestion, type IngestionDouble } from './double';
import type { Kind } from './rules';
import { examples, NAME, openWorkspace, Scene } from './scene';
import { sendOn } from './send-on';

const KINDS: readonly Kind[] = ['segment', 'rudderstack'];

let scene: Scene;
/** What a direct run of the sample dumps leaves in a workspace. */
let direct: readonly string[];

beforeAll(async () => {
  const workspace = await openWorkspace();
  const runDir = join(createFolder().folder, 'direct');
  await callCommand(
    [
      ...['run', join(examples, 'dumps'), '--to', workspace.url, '--run-dir', runDir],
      ...['--rate', '1', '--progress', 'none'],
    ],
    { token: workspace.token },
  );
  direct = holdings(workspace);
});
beforeEach(() => {
  scene = new Scene();
});

describe.each(KINDS)('into %s', (kind) => {
  it('the sample dumps arrive so that the destination makes the same data events as a direct run', async () => {
    const platform = await openIngestion(kind);
    const args = ['--concurrency', '1'];
    const inputs = join(examples, 'dumps');
    const { code, stdout, stderr } = await scene.call(kind, platform, { inputs, args });
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    const report = scene.readReport();
    const outcomes = report['outcomes'] as Record<string, number>;
    expect(report).toMatchObject({
      state: 'finished',
      adds_up: true,
      outcomes: { accepted: 0, dead_letter: 0 },
    });
    expect(stdout).toMatch(/handed over +[\d,]+ .*platform has taken them/);
    expect(platform.received(NAME)).toHaveLength(outcomes['handed_over'] ?? 0);
    expect(platform.received('Another')).toEqual([]);

    const sentOn = await openWorkspace();
    await sendOn(kind, platform.received(NAME), sentOn);
    expect(direct.length).toBeGreaterThan(2_500);
    expect(holdings(sentOn)).toEqual(direct);
  });

  it('keeps within the limits, and refuses what is too large with its size', async () => {
    const large = { ...makeCall(0), properties: { text: 'é'.repeat(14_000) } };
    const tooLarge = { ...makeCall(1), properties: { text: 'x'.repeat(4_000_000) } };
    const many = Array.from({ length: 6_000 }, (_, at) => makeCall(at + 2));
    const largeOnes = Array.from({ length: 40 }, (_, at) => ({
      ...large,
      messageId: `large-${at}`,
      event: `L ${at}`,
    }));
    scene.writeCalls([...many, ...largeOnes, tooLarge]);
    const platform = await openIngestion(kind);
    expect(await scene.call(kind, platform)).toMatchObject({ code: 1 });
    const [bytesMax, size] = kind === 'segment' ? [500_000, '32000'] : [4_000_000, '3900000'];
    expect(Math.max(...platform.requests.map(({ bytes }) => bytes))).toBeLessThanOrEqual(bytesMax);
    expect(Math.max(...platform.requests.map(({ calls }) => calls))).toBeLessThanOrEqual(2_500);
    expect(platform.requests.length).toBeLessThan(12);
    expect(platform.received(NAME)).toHaveLength(6_040);
    expect(scene.readReport()).toMatchObject({
      outcomes: { handed_over: 6_040, refused: 1 },
      refused: { call_too_large: 1 },
    });
    const [refused] = readRunLines(scene.runDir, 'refused.ndjson');
    expect(refused).toMatchObject({
      code: 'call_too_large',
      message: expect.stringMatching(/has 4000\d\d\d bytes/),
    });
    expect(refused?.['message']).toContain(`takes ${size} of`);
  });

  it('survives faults, a kill and a pause, and each call arrives under one message id', async () => {
    const { messageId, ...withoutId } = makeCall(0);
    expect(messageId).toBe('m0');
    scene.writeCalls(
      Array.from({ length: 1_000 }, (_, at) =>
        at % 3 === 0 ? { ...withoutId, ...times(at) } : makeCall(at),
      ),
    );
    const platform = await openIngestion(kind);
    platform.setFaults([
      { kind: 'status', status: 503, times: 1 },
      { kind: 'status', status: 429, times: 1 },
      { kind: 'drop', taken: true, times: 1 },
      { kind: 'drop', taken: false, times: 1 },
      // It cannot end by itself, however long nobody looks.
      { kind: 'none', times: 20 },
      { kind: 'hold' },
      { kind: 'latency', ms: 20 },
    ]);
    const args = ['--rate', '20/s', '--concurrency', '2'];
    const killed = scene.start(kind, platform, { args });
    await holdAfter(40, platform);
    killed.child.kill('SIGKILL');
    expect(await killed.ended).toMatchObject({ code: null });
    const endedBefore = countEnded(scene.runDir);
    platform.setFaults([{ kind: 'none', times: 2 }, { kind: 'hold' }]);
    const paused = scene.start(kind, platform, { args: ['--rate', '200/s', '--concurrency', '1'] });
    await holdAfter(endedBefore + 1, platform);
    paused.child.kill('SIGINT');
    platform.setFaults([]);
    expect(await paused.ended).toMatchObject({ code: 4, stdout: expect.stringMatching(/^Paused/) });
    expect(scene.readReport()).toMatchObject({ state: 'paused', adds_up: true });
    expect((await scene.call(kind, platform)).code).toBe(0);
    expect(platform.received(NAME)).toHaveLength(1_000);
    expect(readPositions(scene.runDir)).toEqual(positionsUpTo(1_000));
    expect(scene.readReport()).toMatchObject({ state: 'finished', outcomes: { handed_over: 1_000 } });
    // The batch whose answer was lost, and what was in flight at the kill: two batches of a second's calls.
    expect(platform.repeated).toBeLessThanOrEqual(20 + 2 * 20);
    expect(platform.repeated).toBeGreaterThan(0);
  });

  it('keeps a call alone that the platform will not take, and says so', async () => {
    scene.writeCalls(
      Array.from({ length: 50 }, (_, at) => ({ ...makeCall(at), event: at === 17 ? 'Poison' : 'Fine' })),
    );
    const platform = await openIngestion(kind);
    platform.refuseEvent('Poison');
    expect(await scene.call(kind, platform, { args: ['--max-errors', '5'] })).toMatchObject({ code: 1 });
    expect(platform.received(NAME)).toHaveLength(49);
    expect(readRunLines(scene.runDir, 'dead-letters.ndjson')).toMatchObject([
      { line: 18, reason: 'refused', error: { code: 'http_400' } },
    ]);
    expect(await callCommand(['retry', scene.runDir])).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('handed to'),
    });
  });

  it('stops where the platform stays away, and goes on later', async () => {
    scene.writeCalls([makeCall(1)]);
    const platform = await openIngestion(kind);
    platform.setFaults([{ kind: 'status', status: 500, times: 1_000 }]);
    const away = await scene.call(kind, platform, { args: ['--max-outage', '0'] });
    expect(away).toMatchObject({
      code: 4,
      stdout: expect.stringMatching(/^Stopped: the platform did not answer/),
    });
    platform.setFaults([]);
    expect((await scene.call(kind, platform)).code).toBe(0);
  });

  it('is bound to the platform, the address and the destination', async () => {
    scene.writeCalls([makeCall(1)]);
    const platform = await openIngestion(kind);
    await scene.call(kind, platform);
    const other = await scene.call(kind, platform, { destination: ['--all-destinations'] });
    expect(other).toMatchObject({ code: 3, stderr: expect.stringContaining('was started for') });
  });

  it('shows the write key nowhere and nobody where it need not', async () => {
    scene.writeCalls([{ ...makeCall(1), userId: 'zq-person' }, makeCall(2)]);
    const platform = await openIngestion(kind);
    const run = scene.start(kind, platform, { args: ['--log-level', 'debug'] });
    const { stdout, stderr } = await run.ended;
    const files = readdirSync(scene.runDir).map((name) => readFileSync(join(scene.runDir, name), 'utf8'));
    for (const text of [...files, stdout, stderr, run.child.spawnargs.join(' ')]) {
      expect(text).not.toContain(platform.writeKey);
      expect(text).not.toContain('zq-person');
    }
    expect(stderr).toContain('handed_over');
  });
});

/** Waits until so many calls have ended and one more batch is under way, which is not answered. */
async function holdAfter(calls: number, platform: IngestionDouble): Promise<void> {
  await until(`${calls} calls have ended`, () => countEnded(scene.runDir) >= calls);
  const came = platform.requests.length;
  platform.setFaults([{ kind: 'hold' }]);
  await until('another batch is under way', () => platform.requests.length > came);
}

function holdings(simulator: Simulator): string[] {
  return simulator
    .storedEvents()
    .map(({ contact_id: id, event_name_sent: name, created_at: at, metadata }) =>
      JSON.stringify([id, name, at, metadata]),
    )
    .sort();
}

function times(at: number): object {
  return { timestamp: new Date(Date.UTC(2026, 0, 1) + at * 1000).toISOString() };
}
