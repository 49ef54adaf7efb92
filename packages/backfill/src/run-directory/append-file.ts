import { closeSync, fdatasyncSync, fstatSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { CannotRun, describeSystemFault } from '../terminal/cannot-run';

/** A file that only grows, owned by its user alone. Each line is with the operating system when `append` returns. */
export class AppendFile {
  readonly #path: string;
  readonly #descriptor: number;
  #bytes: number;
  #synced = true;
  #fault: CannotRun | undefined;

  constructor(path: string) {
    this.#path = path;
    this.#descriptor = openSync(path, 'a+', 0o600);
    this.#bytes = fstatSync(this.#descriptor).size;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Throws where the line cannot be written whole, and from then on always: a line after half a line would spoil both. */
  append(line: string): void {
    if (this.#fault !== undefined) throw this.#fault;
    const content = Buffer.from(`${line}\n`);
    try {
      for (let written = 0; written < content.length;) {
        written += writeSync(this.#descriptor, content, written);
      }
    } catch (error) {
      const fault = describeSystemFault(error);
      if (fault === undefined) throw error;
      this.#fault = new CannotRun(`Cannot write ${this.#path}: ${fault}.`, { cause: error });
      throw this.#fault;
    }
    this.#bytes += content.length;
    this.#synced = false;
  }

  truncate(bytes: number): void {
    if (bytes >= this.#bytes) return;
    ftruncateSync(this.#descriptor, bytes);
    this.#bytes = bytes;
  }

  /** Brings the file to the disk, so that it survives a loss of power. */
  sync(): void {
    if (this.#synced) return;
    fdatasyncSync(this.#descriptor);
    this.#synced = true;
  }

  close(): void {
    this.sync();
    closeSync(this.#descriptor);
  }
}
