import { expect, it } from '@jest/globals';
import { appendFileSync, closeSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { until } from '../../lifetime/until';
import { makeCall, runCommand, startCommand, toLines } from './command';
import { countEnded, positionsUpTo, readPositions } from './journal';
import { openRunScene, type RunScene } from './run-scene';

const CALLS = 12;
/** Fills more than two blocks between the first calls and the last ones. */
const BETWEEN = toLines(
  Array.from({ length: 3_000 }, (_, index) => ({
    type: 'identify',
    index,
    traits: { about: 'x'.repeat(800) },
  })),
);
const OTHERS = 3_000;
const early = Array.from({ length: CALLS }, (_, index) => makeCall(index, 1));
const late = Array.from({ length: CALLS }, (_, index) => makeCall(CALLS + index, 1));
const WHOLE = `${toLines(early)}${BETWEEN}${toLines(late)}`;

async function openScene(content: Buffer | string = WHOLE, name = 'dump.ndjson'): Promise<Scene> {
  const scene = await openRunScene();
  scene.simulator.seedContacts([{ external_id: 'person-0' }]);
  const dump = join(scene.folder, name);
  writeFileSync(dump, content);
  const args = ['run', dump, '--to', scene.simulator.url, '--run-dir', scene.runDir, '--verify-sample', '0'];
  return { ...scene, dump, args };
}
type Scene = RunScene & { readonly args: readonly string[] };

/** Starts a run, and changes its input once the first call has ended and the last ones are far. */
async function changeMeanwhile({ simulator, runDir, args }: Scene, change: () => void) {
  simulator.addFault({ kind: 'latency', ms: 40 });
  const { ended } = startCommand([...args, '--concurrency', '1'], { token: simulator.token });
  await until('a call has ended', () => countEnded(runDir) > 0);
  change();
  return ended;
}

function writeAt(path: string, at: number, bytes: Buffer | string): void {
  const descriptor = openSync(path, 'r+');
  writeSync(descriptor, Buffer.from(bytes), 0, Buffer.byteLength(bytes), at);
  closeSync(descriptor);
}

it('sends nothing of what has changed since it was first read, and goes on once that is restored', async () => {
  const scene = await openScene();
  const { simulator, runDir, dump, args } = scene;
  // Neither the size nor the beginning nor the end of the file tells.
  const at = WHOLE.indexOf('"type":"identify","index":2500');
  const end = await changeMeanwhile(scene, () => {
    writeAt(dump, at, '"type":"track!!!","index":2500');
  });
  expect(end.code).toBe(3);
  expect(end.stderr).toMatch(
    /dump\.ndjson has changed behind byte 2097152\. Nothing of what changed was sent; [\d,]+ of 3,024 calls had ended, all of unchanged parts\. Restore the file, and give the same command again\./,
  );
  expect(end.stdout).toMatch(/^Stopped: an input file is not what it was when the run first read it\./);
  expect(simulator.storedEvents()).toHaveLength(CALLS);
  expect(JSON.parse(readFileSync(join(runDir, 'report.json'), 'utf8'))).toMatchObject({
    state: 'input_changed',
    calls: OTHERS + 2 * CALLS,
    adds_up: true,
  });

  expect(await runCommand(args, { token: simulator.token })).toMatchObject({ code: 3 });
  expect(simulator.storedEvents()).toHaveLength(CALLS);

  writeFileSync(dump, WHOLE);
  const resumed = await runCommand(args, { token: simulator.token });
  expect(resumed.code).toBe(0);
  expect(resumed.stderr).not.toMatch(/calls were read from/);
  expect(simulator.storedEvents()).toHaveLength(2 * CALLS);
  // What lies between is left out, and has no line.
  const sent = positionsUpTo(CALLS);
  expect(readPositions(runDir)).toEqual([...sent, ...sent.map((position) => position + CALLS + OTHERS)]);
});

it('reads no more behind the last call to be sent, so that a change there does no harm', async () => {
  const opened = await openScene();
  const scene = { ...opened, args: [...opened.args, '--limit', String(CALLS)] };
  const end = await changeMeanwhile(scene, () => {
    writeAt(scene.dump, WHOLE.indexOf('"type":"identify","index":2500'), '"type":"track!!!","index":2500');
  });
  expect(end).toMatchObject({ code: 0 });
  expect(scene.simulator.storedEvents()).toHaveLength(CALLS);
  expect(await runCommand(scene.args, { token: scene.simulator.token })).toMatchObject({ code: 0 });
});

it('compares what is packed as it lies on the disk', async () => {
  // Stored rather than packed, so that it has as many blocks.
  const packed = gzipSync(WHOLE, { level: 0 });
  const scene = await openScene(packed, 'dump.ndjson.gz');
  const end = await changeMeanwhile(scene, () => {
    writeAt(scene.dump, packed.length - 100_000, 'other bytes');
  });
  expect(end).toMatchObject({ code: 3 });
  expect(end.stderr).toMatch(/dump\.ndjson\.gz has changed behind byte 2097152\./);
  expect(scene.simulator.storedEvents()).toHaveLength(CALLS);
});

it('leaves out what is added to a file meanwhile, and says so', async () => {
  const scene = await openScene();
  const end = await changeMeanwhile(scene, () => {
    appendFileSync(scene.dump, toLines([makeCall(99, 1)]));
  });
  expect(end).toMatchObject({ code: 0 });
  expect(end.stderr).toMatch(
    /dump\.ndjson has grown since the run was started; what was added is not part of it/,
  );
  expect(scene.simulator.storedEvents()).toHaveLength(2 * CALLS);
  const again = await runCommand(scene.args, { token: scene.simulator.token });
  expect(again).toMatchObject({ code: 0 });
  expect(again.stderr).toMatch(/has grown since the run was started/);
});

it.each(['first-reading.json', 'first-overlaps.gz'])('does not go on without its %s', async (name) => {
  const scene = await openScene();
  const { simulator, args, runDir } = scene;
  expect(await runCommand(args, { token: simulator.token })).toMatchObject({ code: 0 });
  rmSync(join(runDir, name));
  const end = await runCommand(args, { token: simulator.token });
  expect(end).toMatchObject({ code: 3, stdout: '' });
  expect(end.stderr).toMatch(/first-reading\.json is (?:missing|not what this run wrote)/);
});
