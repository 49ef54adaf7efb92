import { pathToFileURL } from 'node:url';
import { exampleTexts, named } from '../inputs.mjs';

// Prints, as JSON, the nanoseconds of processor time that a built core takes to parse, map and stringify each input.
const WARM_UP_ROUNDS = 400;
const BLOCKS = 7;
const BLOCK_NS = 100e6;

const { createMapper } = await import(pathToFileURL(process.argv[2]).href);
const mapTrackCall = createMapper();
const inputs = Object.entries(named).map(([name, call]) => [name, [JSON.stringify(call)]]);
inputs.push(['the sample dump', exampleTexts()]);
for (let round = 0; round < WARM_UP_ROUNDS; round += 1) for (const [, texts] of inputs) mapAll(texts);
console.log(JSON.stringify(Object.fromEntries(inputs.map(([name, texts]) => [name, nsPerRound(texts)]))));

function nsPerRound(texts) {
  const blocks = Array.from({ length: BLOCKS }, () => {
    const start = process.cpuUsage();
    for (let rounds = 1; ; rounds += 1) {
      mapAll(texts);
      if (rounds % 16 !== 0) continue;
      const { user, system } = process.cpuUsage(start);
      const ns = (user + system) * 1_000;
      if (ns >= BLOCK_NS) return ns / rounds;
    }
  });
  return blocks.sort((a, b) => a - b)[(BLOCKS - 1) / 2];
}

function mapAll(texts) {
  for (const text of texts) {
    const mapped = mapTrackCall(JSON.parse(text));
    JSON.stringify(mapped.ok ? mapped.dataEvent : mapped.refusal);
  }
}
