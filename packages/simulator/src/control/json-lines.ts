import { readJson } from '../http/read-json';
import { InputError } from '../input-error';

const LINE_FEED = 0x0a;

/**
 * Reads a body that is one JSON array, or one JSON value a line.
 * Throws an InputError where it is neither.
 */
export function* readJsonValues(bytes: Buffer): Generator {
  if (firstCharacter(bytes) === '[') {
    const read = readJson(bytes);
    if (!read.ok || !Array.isArray(read.value)) throw new InputError('The body is not a JSON array.');
    yield* read.value;
    return;
  }
  for (let start = 0, line = 1; start < bytes.length; line += 1) {
    const feed = bytes.indexOf(LINE_FEED, start);
    const end = feed < 0 ? bytes.length : feed;
    const lineBytes = bytes.subarray(start, end);
    start = end + 1;
    if (firstCharacter(lineBytes) === '') continue;
    const read = readJson(lineBytes);
    if (!read.ok) throw new InputError(`Line ${line} is not JSON.`);
    yield read.value;
  }
}

/** Writes one JSON value a line, in pieces large enough to be worth sending. */
export function* writeJsonLines(values: Iterable<unknown>): Generator<string> {
  let piece = '';
  for (const value of values) {
    piece += `${JSON.stringify(value)}\n`;
    if (piece.length < 65_536) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}

function firstCharacter(bytes: Buffer): string {
  for (const byte of bytes) {
    if (byte > 0x20) return String.fromCharCode(byte);
  }
  return '';
}
