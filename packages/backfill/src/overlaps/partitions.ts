import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CannotRun, describeSystemFault } from '../cannot-run';

const PARTITIONS = 256;
const BUFFER_BYTES = 16 * 1024;

/**
 * Records of one length, kept on disk in parts that fit into memory one by one. What belongs together goes into the
 * same part, and keeps its order there.
 */
export class Partitions {
  readonly #folder: string;
  readonly #recordBytes: number;
  readonly #pending = new Map<number, { readonly buffer: Buffer; bytes: number }>();

  /** The folder is emptied: what an earlier start left there is of no use. */
  constructor(folder: string, recordBytes: number) {
    this.#folder = folder;
    this.#recordBytes = recordBytes;
    this.remove();
    mkdirSync(folder, { mode: 0o700 });
  }

  /** Gives the place for a record, to be written before the next call. `key` is the same for what belongs together. */
  claim(key: number): Buffer {
    const partition = key % PARTITIONS;
    let pending = this.#pending.get(partition);
    if (pending === undefined) {
      pending = { buffer: Buffer.alloc(BUFFER_BYTES), bytes: 0 };
      this.#pending.set(partition, pending);
    }
    if (pending.bytes + this.#recordBytes > BUFFER_BYTES) this.#flush(partition, pending);
    const record = pending.buffer.subarray(pending.bytes, pending.bytes + this.#recordBytes);
    pending.bytes += this.#recordBytes;
    return record;
  }

  *readAll(): Generator<Buffer> {
    for (const [partition, pending] of this.#pending) this.#flush(partition, pending);
    this.#pending.clear();
    for (const name of readdirSync(this.#folder)) yield readFileSync(join(this.#folder, name));
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #flush(partition: number, pending: { readonly buffer: Buffer; bytes: number }): void {
    const path = join(this.#folder, String(partition));
    try {
      appendFileSync(path, pending.buffer.subarray(0, pending.bytes), { mode: 0o600 });
    } catch (error) {
      const fault = describeSystemFault(error);
      if (fault === undefined) throw error;
      throw new CannotRun(`Cannot write ${path}: ${fault}.`, { cause: error });
    }
    pending.bytes = 0;
  }
}
