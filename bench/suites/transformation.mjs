import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../programs/transform-events.mjs', import.meta.url));
const FILE = fileURLToPath(
  new URL('../../packages/rudder-destination/dist/transformation.js', import.meta.url),
);
const MOST_MS = 1;
const MOST_MB = 20;

/** The Transformation in a context of `node:vm` without anything but the language. RudderStack gives it 4 s a batch and 128 MB. */
export default async function transformation() {
  const { shapes, heapMb, events } = JSON.parse(
    execFileSync(process.execPath, ['--expose-gc', PROGRAM, FILE], { encoding: 'utf8' }),
  );
  assert.ok(shapes.length > 0);
  return [
    ...shapes.map(({ name, ms }) => ({
      what: `Transformation in \`node:vm\`, an event: ${name}`,
      beside: '',
      value: `${(ms * 1000).toFixed(1)} µs`,
      goal: { text: `< ${MOST_MS} ms` },
      isMet: ms < MOST_MS,
    })),
    {
      what: `Transformation: heap after ${events.toLocaleString('en')} events, with the file itself`,
      beside: '',
      value: `${heapMb.toFixed(1)} MB`,
      goal: { text: `< ${MOST_MB} MB` },
      isMet: heapMb < MOST_MB,
    },
  ];
}
