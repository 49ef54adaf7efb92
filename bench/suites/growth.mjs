import { createMapper } from '@intercom-destination/core';
import { strict as assert } from 'node:assert';
import { flat } from '../inputs.mjs';
import { timePerCall } from '../measure.mjs';

const mapTrackCall = createMapper();
/** A cost a unit that grows by less than this is noise, caches that overflow, or the garbage collector. */
const MOST = 1.5;

/** Whether the mapping's cost grows faster than its input: the cost a unit at the largest size beside that at a small one. */
export default async function growth() {
  return [
    await grow('properties', [5, 50, 500, 5_000], (size) =>
      Object.fromEntries(
        Array.from({ length: size }, (_, at) => [`key_${at}`, at % 2 === 0 ? at : `text ${at}`]),
      ),
    ),
    await grow('levels of nesting', [1, 10, 100], nest),
    await grow('characters of text', [10, 10_000, 10_000_000], (size) => ({
      text: 'word '.repeat(size / 5),
    })),
  ];
}

async function grow(unit, sizes, propertiesOf) {
  const costsNs = [];
  for (const size of sizes) {
    const call = { ...flat, properties: propertiesOf(size) };
    assert.equal(mapTrackCall(call).ok, true);
    const ns = await timePerCall((count) => {
      for (let at = 0; at < count; at += 1) mapTrackCall(call);
    });
    costsNs.push(ns);
  }
  const [firstSize, lastSize] = [sizes[0], sizes.at(-1)];
  const median = costsNs.at(-1) / lastSize / (costsNs[0] / firstSize);
  return {
    what: `mapping ${sizes.map((size) => size.toLocaleString('en')).join(', ')} ${unit}`,
    beside: `itself, a unit, at ${firstSize.toLocaleString('en')}`,
    ratio: { median },
    goal: { most: MOST },
    detail: costsNs.map((ns) => `${(ns / 1000).toPrecision(3)} µs`).join(', '),
  };
}

function nest(depth) {
  let properties = { leaf: 'text' };
  for (let level = 1; level < depth; level += 1) properties = { plan: 'pro', inner: properties };
  return properties;
}
