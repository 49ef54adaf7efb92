import { hashNumber } from '../overlaps/hash-text';
import { RepeatedMessageTable } from './repeated-message-table';
import { SameSecondSample } from './same-second-sample';
import { placeOf, type Place } from './samples';

/** Takes the moments of calls, in the order of the calls. A moment is a hash of person, name and second. */
export interface MomentSink {
  /** Whether calls of this moment, or with this messageId, are looked at: for others the further hashes need not be made. */
  readonly takes: (moment: number, message: number) => boolean;
  /** `event` is a hash of the data event, of 32 bits; `message` one of the messageId, 0: there is none. */
  readonly add: (moment: number, event: number, message: number, place: Place) => void;
}

/** What calls share with one another. */
export class MomentTables implements MomentSink {
  readonly sameSecond = new SameSecondSample();
  readonly messages = new RepeatedMessageTable();

  takes(moment: number, message: number): boolean {
    return this.sameSecond.takes(moment) || this.messages.takes(message);
  }

  add(moment: number, event: number, message: number, place: Place): void {
    this.sameSecond.add(moment, event, message === 0 ? 0 : message >>> 0 || 1);
    this.messages.add(message, hashNumber(event, moment), place);
  }
}

const NUMBERS = 6;

/** Keeps the moments of some calls, to be added elsewhere in their turn. */
export class MomentList implements MomentSink {
  #numbers: number[] = [];

  takes(): boolean {
    return true;
  }

  add(moment: number, event: number, message: number, { file, line, index = 0 }: Place): void {
    this.#numbers.push(moment, event, message, file, line, index);
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
    const [moment = 0, event = 0, message = 0, file = 0, line = 0, index = 0] = numbers.subarray(
      at,
      at + NUMBERS,
    );
    sink.add(moment, event, message, placeOf(file, line, index === 0 ? undefined : index));
  }
}
