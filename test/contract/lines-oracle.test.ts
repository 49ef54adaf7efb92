import { expect, it } from '@jest/globals';
import { readValues } from '../../packages/backfill/src/sources/json/read-values';
import { readRawLines } from '../../packages/backfill/src/sources/raw-lines';
import { dose } from '../dose';
import { chanceOf, oneOf, type Chance } from './chance';
import { readByTheRules, type ReadValue } from './lines-oracle';

async function* inChunks(bytes: Buffer, chunkBytes: number): AsyncGenerator<Buffer> {
  await Promise.resolve();
  for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
}

async function read(text: string, chunkBytes: number): Promise<ReadValue[]> {
  const found: ReadValue[] = [];
  for await (const { records } of readValues(readRawLines(inChunks(Buffer.from(text), chunkBytes)))) {
    for (const { number, index, content } of records) {
      const place = index === undefined ? `${number}` : `${number}.${index}`;
      found.push([place, content.readable ? content.call : 'refused']);
    }
  }
  return found;
}

/** What values of lines are made of, so that many are torn, spoilt, nested, or follow each other. */
const PARTS = [
  ...[
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    ' ',
    '1',
    'x',
    '"t',
    '"k":',
    '{"k":',
    '{"k":1}',
    '[{}]',
    '{}',
    '[1,',
    '12x',
  ],
  ...[
    '\n',
    '\n',
    '\n',
    '\n  ',
    '\n ',
    '\n{',
    '\n[',
    '\n}',
    ',\n',
    ',\n{',
    '\n{"a":1}',
    '\n{"b":2}\n',
    '\r\n',
  ],
];

function drawParts(chance: Chance): string {
  return Array.from({ length: 1 + Math.floor(chance() * 24) }, () => oneOf(chance, PARTS)).join('');
}

/** A file of whole values, some over several lines, in which bytes are lost or added. */
function drawSpoilt(chance: Chance): string {
  const values = Array.from({ length: 1 + Math.floor(chance() * 6) }, (_, index) => {
    const value = { a: index, b: [{ c: index }, { d: [{ e: 1 }] }], f: { g: {} } };
    const ending = oneOf(chance, ['\n', '\n', '', ' ', '\n\n']);
    return JSON.stringify(value, null, oneOf(chance, [0, 0, 1, 2, '\t'])) + ending;
  });
  let text = values.join('');
  for (let faults = Math.floor(chance() * 3); faults > 0; faults -= 1) {
    const at = Math.floor(chance() * text.length);
    const lost = Math.floor(chance() * oneOf(chance, [1, 4, 40]));
    text = text.slice(0, at) + oneOf(chance, ['', '', ...PARTS]) + text.slice(at + lost);
  }
  return text;
}

it.each([
  { what: 'parts of values', draw: drawParts, seed: 1 },
  { what: 'spoilt files', draw: drawSpoilt, seed: 2 },
])('reads $what as the rules say, in chunks of any size', async ({ draw, seed }) => {
  const chance = chanceOf(seed);
  let [values, refused] = [0, 0];
  for (let round = 0; round < dose(2_000, 100_000); round += 1) {
    const text = draw(chance);
    const expected = readByTheRules(text);
    for (const [, value] of expected) {
      if (value === 'refused') refused += 1;
      else values += 1;
    }
    const whole = await read(text, 4096);
    const cut = await read(text, 1 + Math.floor(chance() * 9));
    if (JSON.stringify([whole, cut]) === JSON.stringify([expected, expected])) continue;
    expect({ text, whole, cut }).toEqual({ text, whole: expected, cut: expected });
  }
  expect(Math.min(values, refused)).toBeGreaterThan(500);
});
