import { expect, it } from '@jest/globals';
import { SourceFault } from '../source-fault';
import { readCsvRows } from './csv-rows';
import { CsvText } from './csv-text';

type Rows = readonly (readonly string[])[];

/** The same numbers at each run, from 0 to below `below`. */
function createChance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** What matters to either way, and little else. */
const PARTS = ['"', '\\', ',', '\n', 'a', 'b ', '\\"', '""', '\\\\', '","', '\\n'];

function inventRows(chance: (below: number) => number): Rows {
  const columns = 2 + chance(3);
  const invent = () => Array.from({ length: chance(5) }, () => PARTS[chance(PARTS.length)] ?? '').join('');
  const header = Array.from({ length: columns }, (_, at) => `column${at}`);
  const rows = Array.from({ length: 1 + chance(4) }, () => Array.from({ length: columns }, invent));
  return [header, ...rows];
}

/** Writers know nothing of how they are read. */
const WRITERS: readonly { readonly name: string; readonly write: (cell: string) => string }[] = [
  { name: 'doubled quotes, where needed', write: (cell) => (/[",\n]/.test(cell) ? double(cell) : cell) },
  { name: 'doubled quotes, all cells in quotes', write: double },
  {
    name: 'backslashes, all cells in quotes',
    write: (cell) => `"${cell.replaceAll(/["\\]/g, String.raw`\$&`)}"`,
  },
  {
    name: 'backslashes before all that is special, in quotes',
    write: (cell) => `"${cell.replaceAll(/["\\,\n]/g, String.raw`\$&`)}"`,
  },
  { name: 'backslashes, no quotes', write: (cell) => cell.replaceAll(/["\\,\n]/g, String.raw`\$&`) },
];

function double(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`;
}

async function* inPieces(text: string, size: number): AsyncGenerator<string> {
  await Promise.resolve();
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

/** The rows, or that the file is refused. */
async function read(text: string, size: number): Promise<Rows | 'refused'> {
  const found: (readonly string[])[] = [];
  try {
    const source = new CsvText(inPieces(text, size));
    for await (const rows of readCsvRows(source, { delimiter: ',', lineEnd: '\n', escape: 'auto' })) {
      found.push(...rows.map(({ cells }) => cells));
    }
  } catch (error) {
    if (error instanceof SourceFault) return 'refused';
    throw error;
  }
  return found;
}

const FILES = 2_000;

it.each(WRITERS)('$name: gives what was written, or refuses the file', async ({ write }) => {
  const wrong: { readonly text: string; readonly rows: unknown }[] = [];
  let right = 0;
  for (let seed = 1; seed <= FILES; seed += 1) {
    const chance = createChance(seed);
    const written = inventRows(chance);
    const text = written.map((row) => `${row.map(write).join(',')}\n`).join('');
    const rows = await read(text, 1 + chance(text.length));
    if (rows === 'refused') continue;
    if (JSON.stringify(rows) === JSON.stringify(written)) right += 1;
    else wrong.push({ text, rows });
  }
  expect(wrong).toEqual([]);
  expect(right).toBeGreaterThan(FILES / 5);
});
