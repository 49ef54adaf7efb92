/** What is known of a call that shares person, event name and second with an earlier one. */
export type Overlap =
  /** The same data event again: not sent. */
  | { readonly kind: 'duplicate' }
  /** Another one: sent, and probably merged by Intercom. */
  | { readonly kind: 'same_second' }
  /** Another one, not sent as asked. */
  | { readonly kind: 'dropped' }
  /** Another one, sent so many seconds later. */
  | { readonly kind: 'shifted'; readonly seconds: number };

export type OverlapCounts = Readonly<Record<Overlap['kind'], number>>;

/** The furthest that a call is moved. */
export const SHIFT_SECONDS_MAX = 59;

const DUPLICATE = SHIFT_SECONDS_MAX + 1;
const SAME_SECOND = SHIFT_SECONDS_MAX + 2;
const DROPPED = SHIFT_SECONDS_MAX + 3;

/** The overlaps of an input by position, a byte for each call. */
export class Overlaps {
  /** What `from` makes the same overlaps of. */
  readonly bytes: Uint8Array;
  readonly #counts = { duplicate: 0, same_second: 0, dropped: 0, shifted: 0 };

  constructor(lastPosition: number) {
    this.bytes = new Uint8Array(lastPosition + 1);
  }

  static from(bytes: Uint8Array): Overlaps {
    const overlaps = new Overlaps(bytes.length - 1);
    bytes.forEach((byte, position) => {
      const overlap = readOverlap(byte);
      if (overlap !== undefined) overlaps.set(position, overlap);
    });
    return overlaps;
  }

  get counts(): OverlapCounts {
    return this.#counts;
  }

  /** `undefined`: the call overlaps with none before it. */
  at(position: number): Overlap | undefined {
    return readOverlap(this.bytes[position] ?? 0);
  }

  set(position: number, overlap: Overlap): void {
    this.bytes[position] = toByte(overlap);
    this.#counts[overlap.kind] += 1;
  }
}

function readOverlap(byte: number): Overlap | undefined {
  switch (byte) {
    case 0:
      return undefined;
    case DUPLICATE:
      return { kind: 'duplicate' };
    case SAME_SECOND:
      return { kind: 'same_second' };
    case DROPPED:
      return { kind: 'dropped' };
    default:
      return { kind: 'shifted', seconds: byte };
  }
}

function toByte(overlap: Overlap): number {
  switch (overlap.kind) {
    case 'duplicate':
      return DUPLICATE;
    case 'same_second':
      return SAME_SECOND;
    case 'dropped':
      return DROPPED;
    case 'shifted':
      return overlap.seconds;
    default:
      return overlap satisfies never;
  }
}
