import {
  appendFileSync,
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { CannotRun, describeSystemFault } from '../terminal/cannot-run';

export const PARTITIONS = 256;
const BUFFERED_RECORDS = 400;

/** Records to be written. `count` is how many of the numbers are theirs. */
interface Pending {
  readonly numbers: Float64Array;
  count: number;
}

/**
 * Records of so many numbers each, kept on disk in parts that fit into memory one by one. What belongs together goes into
 * the same part, and keeps its order there.
 */
export class Partitions {
  readonly #folder: string;
  readonly #recordNumbers: number;
  readonly #pending: (Pending | undefined)[] = new Array<undefined>(PARTITIONS).fill(undefined);

  /** The folder is emptied: what an earlier start left there is of no use. */
  constructor(folder: string, recordNumbers: number) {
    this.#folder = folder;
    this.#recordNumbers = recordNumbers;
    this.remove();
    mkdirSync(folder, { mode: 0o700 });
  }

  /** `key`, a whole number, is the same for what belongs together. */
  add(key: number, record: readonly number[]): void {
    const partition = key % PARTITIONS;
    const pending = (this.#pending[partition] ??= {
      numbers: new Float64Array(BUFFERED_RECORDS * this.#recordNumbers),
      count: 0,
    });
    if (pending.count === pending.numbers.length) this.#flush(partition, pending);
    pending.numbers.set(record, pending.count);
    pending.count += record.length;
  }

  /** A part is good until the next one is asked for: all are read into the same memory. */
  *readAll(): Generator<Float64Array> {
    for (const [partition, pending] of this.#pending.entries()) {
      if (pending !== undefined) this.#flush(partition, pending);
    }
    this.#pending.fill(undefined);
    const paths = readdirSync(this.#folder).map((name) => join(this.#folder, name));
    const numbers = new Float64Array(Math.max(0, ...paths.map(countNumbers)));
    for (const path of paths) {
      const count = countNumbers(path);
      readInto(path, new Uint8Array(numbers.buffer, 0, count * Float64Array.BYTES_PER_ELEMENT));
      yield numbers.subarray(0, count);
    }
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #flush(partition: number, pending: Pending): void {
    const path = join(this.#folder, String(partition));
    const { numbers, count } = pending;
    try {
      appendFileSync(path, new Uint8Array(numbers.buffer, 0, count * Float64Array.BYTES_PER_ELEMENT), {
        mode: 0o600,
      });
    } catch (error) {
      const fault = describeSystemFault(error);
      if (fault === undefined) throw error;
      throw new CannotRun(`Cannot write ${path}: ${fault}.`, { cause: error });
    }
    pending.count = 0;
  }
}

function countNumbers(path: string): number {
  return statSync(path).size / Float64Array.BYTES_PER_ELEMENT;
}

function readInto(path: string, bytes: Uint8Array): void {
  const file = openSync(path, 'r');
  try {
    for (let at = 0; at < bytes.length;) {
      const read = readSync(file, bytes, at, bytes.length - at, at);
      if (read === 0) throw new Error(`${path} has lost its end.`);
      at += read;
    }
  } finally {
    closeSync(file);
  }
}
