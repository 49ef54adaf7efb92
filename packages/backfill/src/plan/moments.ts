/** Takes the moments of calls, in the order of the calls. A moment is a hash of person, name and second. */
export interface MomentSink {
  /** Whether calls of this moment are looked at: for others the further hashes need not be made. */
  readonly takes: (moment: number) => boolean;
  /** `event` is a hash of the data event; `message` of the messageId, 0: there is none. Both have 32 bits. */
  readonly add: (moment: number, event: number, message: number) => void;
}

const NUMBERS = 3;

/** Keeps the moments of some calls, to be added elsewhere in their turn. */
export class MomentList implements MomentSink {
  #numbers: number[] = [];

  takes(): boolean {
    return true;
  }

  add(moment: number, event: number, message: number): void {
    this.#numbers.push(moment, event, message);
  }

  /** Gives all away that were added since the last time. */
  take(): Float64Array {
    const taken = Float64Array.from(this.#numbers);
    this.#numbers = [];
    return taken;
  }
}

export function addMoments(sink: MomentSink, numbers: Float64Array): void {
  for (let at = 0; at < numbers.length; at += NUMBERS) {
    sink.add(numbers[at] ?? 0, numbers[at + 1] ?? 0, numbers[at + 2] ?? 0);
  }
}
