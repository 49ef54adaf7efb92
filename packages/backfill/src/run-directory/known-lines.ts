const POSITION_FOLLOWS = Buffer.from('{"n":');
const OUTCOME_FOLLOWS = Buffer.from(',"o":');
const [ZERO, NINE] = [0x30, 0x39];
/** So that a position is exact. */
const DIGITS_MAX = 15;

/** Ours: outcomes, codes and identifiers make some dozens. */
const KNOWN_MAX = 64;

interface KnownLine<T> {
  /** All that follows the position, with the line feed. */
  readonly tail: Uint8Array;
  readonly value: T;
}

/**
 * What lines of a journal say that differ from one another in the position only, as most do. To parse each of a million
 * took most of the time of a resume.
 */
export class KnownLines<T> {
  readonly #known: KnownLine<T>[] = [];

  /** The line whose rest begins at `tailStart`, if one like it was added. */
  find(bytes: Uint8Array, tailStart: number): KnownLine<T> | undefined {
    for (const known of this.#known) if (isAt(known.tail, bytes, tailStart)) return known;
    return undefined;
  }

  /** `end` is where the next line starts. */
  add(bytes: Uint8Array, tailStart: number, end: number, value: T): void {
    if (this.#known.length < KNOWN_MAX) this.#known.push({ tail: bytes.slice(tailStart, end), value });
  }
}

/** Where the rest of a call's line begins that starts at `start`; `undefined`: it is another kind of line. */
export function endOfPosition(bytes: Uint8Array, start: number): number | undefined {
  if (!isAt(POSITION_FOLLOWS, bytes, start)) return undefined;
  const first = start + POSITION_FOLLOWS.length;
  let at = first;
  while (isDigit(bytes[at])) at += 1;
  const isExact = at > first && bytes[first] !== ZERO && at - first <= DIGITS_MAX;
  return isExact && isAt(OUTCOME_FOLLOWS, bytes, at) ? at : undefined;
}

/** The position in the line that starts at `start`; `end` is `endOfPosition`. */
export function readPosition(bytes: Uint8Array, start: number, end: number): number {
  let position = 0;
  for (let at = start + POSITION_FOLLOWS.length; at < end; at += 1) {
    position = position * 10 + ((bytes[at] ?? 0) - ZERO);
  }
  return position;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= NINE;
}

function isAt(part: Uint8Array, bytes: Uint8Array, start: number): boolean {
  for (let at = 0; at < part.length; at += 1) if (part[at] !== bytes[start + at]) return false;
  return true;
}
