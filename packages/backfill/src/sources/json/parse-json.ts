import type { ReadingNote } from '../reading-note';
import { isJsonSpace } from './json-bytes';
import { JsonScanner, type OddToken } from './json-scanner';
import { textMayHoldLongNumber } from './long-number';

/** What a text holds, and what had to be changed to read it. */
export interface ParsedJson {
  readonly value: unknown;
  readonly notes?: readonly ReadingNote[];
}

/**
 * The JSON in the text, as `JSON.parse` gives it, but for what it rounds and refuses in objects and lists: a whole number beyond
 * ±(2^53−1) is the text of its digits, and `NaN` and `Infinity`, which Python writes, are null; either is noted. `undefined`:
 * the text is no JSON.
 */
export function parseJson(text: string): ParsedJson | undefined {
  if (textMayHoldLongNumber(text)) return parseOddJson(text);
  return parseJsonWithoutLongNumbers(text);
}

/** As `parseJson`, for a text of which it is known that no whole number in it is rounded. */
export function parseJsonWithoutLongNumbers(text: string): ParsedJson | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return text.includes('NaN') || text.includes('Infinity') ? parseOddJson(text) : undefined;
  }
}

function parseOddJson(text: string): ParsedJson | undefined {
  const bytes = Buffer.from(text);
  const odd = findOddTokens(bytes);
  if (odd.length === 0) return parsePlain(text);
  const parsed = parsePlain(withoutOddTokens(bytes, odd));
  return parsed === undefined ? undefined : { ...parsed, notes: noteEach(bytes, odd) };
}

function parsePlain(text: string): ParsedJson | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** In the order of the text, up to a fault, which is left to the parser. */
function findOddTokens(bytes: Buffer): readonly (OddToken & { readonly start: number })[] {
  let start = 0;
  while (isJsonSpace(bytes[start] ?? 0)) start += 1;
  const odd: (OddToken & { readonly start: number })[] = [];
  if (bytes[start] !== 0x7b && bytes[start] !== 0x5b) return odd;
  new JsonScanner((token) => odd.push({ ...token, start })).scan(bytes, start);
  return odd;
}

function withoutOddTokens(bytes: Buffer, odd: ReturnType<typeof findOddTokens>): string {
  const pieces: string[] = [];
  let done = 0;
  for (const { kind, from, to, start } of odd) {
    pieces.push(bytes.toString('utf8', done, start + from));
    pieces.push(kind === 'not_finite' ? 'null' : `"${bytes.toString('latin1', start + from, start + to)}"`);
    done = start + to;
  }
  pieces.push(bytes.toString('utf8', done));
  return pieces.join('');
}

/** One note for each property and code. */
function noteEach(bytes: Buffer, odd: ReturnType<typeof findOddTokens>): readonly ReadingNote[] {
  const notes = new Map<string, ReadingNote>();
  for (const { kind, names, start } of odd) {
    const path = names.flatMap((from) => (from === -1 ? [] : [nameAt(bytes, start + from)]));
    const key = path.join('.');
    const id = `${kind} ${key}`;
    if (notes.has(id)) continue;
    notes.set(
      id,
      kind === 'long_number'
        ? { code: 'long_number_to_text', key, detail: 'A whole number that JSON would round, read as text.' }
        : { code: 'number_not_finite', key, detail: 'No number of JSON, read as null.' },
    );
  }
  return [...notes.values()];
}

const NAME_BYTES_MAX = 64;

function nameAt(bytes: Buffer, from: number): string {
  let to = from;
  const most = Math.min(bytes.length, from + NAME_BYTES_MAX);
  while (to < most && bytes[to] !== 0x22) to += bytes[to] === 0x5c ? 2 : 1;
  return bytes.toString('utf8', from, Math.min(to, most));
}
