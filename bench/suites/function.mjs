import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import { flat, series } from '../inputs.mjs';
import { spread } from '../measure.mjs';

const FILE = new URL('../../packages/segment-destination/dist/intercom-function.js', import.meta.url);
const BATCH = 100;
const ANSWER_MS = 100;
const MOST_MS = 1_000;

/** The Destination Function in a world as bare as Segment's, with answers as slow as Intercom's. */
export default async function destinationFunction() {
  const source = readFileSync(FILE, 'utf8');
  const fetch = () =>
    new Promise((resolve) => {
      const reply = { status: 202, headers: new Map(), text: () => Promise.resolve('') };
      setTimeout(resolve, ANSWER_MS, reply);
    });
  const world = createContext({ fetch });
  runInContext(source, world);
  const onBatch = runInContext('onBatch', world);
  const events = series(flat, BATCH);
  const timesMs = [];
  for (let round = 0; round < 5; round += 1) {
    const startMs = performance.now();
    const told = await onBatch(events, { accessToken: 'token', region: 'US' });
    timesMs.push(performance.now() - startMs);
    assert.ok(told.length === BATCH && told.every(({ status }) => status === 200));
  }
  const { median } = spread(timesMs);
  return [
    {
      what: `Destination Function: \`onBatch\` of ${BATCH}, answers after ${ANSWER_MS} ms`,
      beside: '5 s, in which it has to end',
      value: `${Math.round(median)} ms`,
      goal: { text: '< 1 s' },
      isMet: median < MOST_MS,
    },
    {
      what: 'Destination Function: size of the file',
      beside: '',
      value: `${(source.length / 1024).toFixed(0)} kB`,
    },
  ];
}
