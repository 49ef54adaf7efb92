import { createMapper } from '@intercom-destination/core';
import { strict as assert } from 'node:assert';
import { exampleTexts, named } from '../inputs.mjs';
import { compare } from '../measure.mjs';

const mapTrackCall = createMapper();
const MOST = 1.5;
const WARM_UP_ROUNDS = 400;

/** Parse, map, stringify beside parse and stringify alone, which no mapper can do without. */
export default async function mapper() {
  const inputs = Object.entries(named).map(([name, call]) => [name, [JSON.stringify(call)]]);
  inputs.push(['the sample dump', exampleTexts()]);
  warmUp(inputs.flatMap(([, texts]) => texts));
  const rows = [];
  for (const [name, texts] of inputs) {
    assert.ok(texts.every((text) => mapAndWrite(text) > 0 && writeAsItIs(text) > 0));
    const { median, low, high, perCallNs } = await compare(
      overAll(texts, mapAndWrite),
      overAll(texts, writeAsItIs),
    );
    rows.push({
      what: `parse, map and stringify: ${name}`,
      beside: 'parse and stringify',
      ratio: { median, low, high },
      goal: { most: MOST },
      detail: `${Math.round((1e9 / perCallNs) * texts.length).toLocaleString('en')} calls a second`,
    });
  }
  return rows;
}

/**
 * The code that V8 made for the first inputs is thrown away over the hundreds of forms of the dump, and made anew over a
 * second or two, in which a call takes up to three times as long as later. That would be most of what its row measures.
 */
function warmUp(texts) {
  overAll(texts, mapAndWrite)(WARM_UP_ROUNDS);
  overAll(texts, writeAsItIs)(WARM_UP_ROUNDS);
}

function overAll(texts, work) {
  return (count) => {
    let length = 0;
    for (let at = 0; at < count; at += 1) for (const text of texts) length += work(text);
    return length;
  };
}

function mapAndWrite(text) {
  const mapped = mapTrackCall(JSON.parse(text));
  return JSON.stringify(mapped.ok ? mapped.dataEvent : mapped.refusal).length;
}

function writeAsItIs(text) {
  return JSON.stringify(JSON.parse(text)).length;
}
