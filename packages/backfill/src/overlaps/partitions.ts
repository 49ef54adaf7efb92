import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CannotRun, describeSystemFault } from '../cannot-run';

export const PARTITIONS = 256;
const BUFFERED_RECORDS = 400;

/**
 * Records of so many numbers each, kept on disk in parts that fit into memory one by one. What belongs together goes into
 * the same part, and keeps its order there.
 */
export class Partitions {
  readonly #folder: string;
  readonly #recordNumbers: number;
  readonly #pending = new Map<number, { readonly numbers: Float64Array; count: number }>();

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
    let pending = this.#pending.get(partition);
    if (pending === undefined) {
      pending = { numbers: new Float64Array(BUFFERED_RECORDS * this.#recordNumbers), count: 0 };
      this.#pending.set(partition, pending);
    }
    if (pending.count === pending.numbers.length) this.#flush(partition, pending);
    for (const number of record) {
      pending.numbers[pending.count] = number;
      pending.count += 1;
    }
  }

  *readAll(): Generator<Float64Array> {
    for (const [partition, pending] of this.#pending) this.#flush(partition, pending);
    this.#pending.clear();
    for (const name of readdirSync(this.#folder)) {
      const bytes = readFileSync(join(this.#folder, name));
      const numbers = new Float64Array(bytes.length / Float64Array.BYTES_PER_ELEMENT);
      new Uint8Array(numbers.buffer).set(bytes);
      yield numbers;
    }
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #flush(partition: number, pending: { readonly numbers: Float64Array; count: number }): void {
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
