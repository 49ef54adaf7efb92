/** What is kept of a call to find its overlaps: hashes, so that no person is on the disk. */
export interface OverlapRecord {
  /** From 1, in the order of the source. */
  readonly position: number;
  /** Of the strongest identifier and the event name, without case. */
  readonly who: number;
  readonly second: number;
  /** Of name and metadata. */
  readonly event: number;
  /** Of the message id; 0: the call has none. */
  readonly message: number;
}

/** Each is a number of 53 bits at most. */
export const OVERLAP_NUMBERS = 5;

export function toNumbers({ position, who, second, event, message }: OverlapRecord): readonly number[] {
  return [position, who, second, event, message];
}

/** The record whose numbers begin at `at`. */
export function readOverlapRecord(numbers: Float64Array, at: number): OverlapRecord {
  return {
    position: numbers[at] ?? 0,
    who: numbers[at + 1] ?? 0,
    second: numbers[at + 2] ?? 0,
    event: numbers[at + 3] ?? 0,
    message: numbers[at + 4] ?? 0,
  };
}
