import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import { named, series } from '../inputs.mjs';
import { timePerCall } from '../measure.mjs';

// node --expose-gc transform-events.mjs FILE: milliseconds an event of each shape, and the heap that the file and its work leave.
const EVENTS = 10_000;
const metadata = () => ({ destinationType: 'INTERCOM_V2' });

globalThis.gc();
const before = process.memoryUsage().heapUsed;
const world = createContext({ log: () => undefined }, { codeGeneration: { strings: false, wasm: false } });
// In a function, as in a module: what is global in a context of node:vm is slow to reach.
const code = readFileSync(process.argv[2], 'utf8').replace(/^export (?=function )/gm, '');
const transformEvent = runInContext(`(() => { ${code}\nreturn transformEvent; })()`, world);
// An event is changed where it stands, so each run takes a new one.
const run = (text) => transformEvent(JSON.parse(text), metadata);
const lines = Object.entries(named).map(([name, call]) => [name, JSON.stringify(series(call, 1)[0])]);
for (let at = 0; at < EVENTS; at += 1) assert.ok(run(lines[at % lines.length][1]).properties);
globalThis.gc();
const heapMb = (process.memoryUsage().heapUsed - before) / 2 ** 20;

const shapes = [];
for (const [name, text] of lines) {
  const ns = await timePerCall((count) => {
    for (let at = 0; at < count; at += 1) run(text);
  });
  shapes.push({ name, ms: ns / 1e6 });
}
console.log(JSON.stringify({ shapes, heapMb, events: EVENTS }));
