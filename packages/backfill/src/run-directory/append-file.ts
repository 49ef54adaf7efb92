import { closeSync, fdatasyncSync, fstatSync, ftruncateSync, openSync, writeSync } from 'node:fs';

/** A file that only grows, owned by its user alone. Each line is with the operating system when `append` returns. */
export class AppendFile {
  readonly #descriptor: number;
  #bytes: number;
  #synced = true;

  constructor(path: string) {
    this.#descriptor = openSync(path, 'a+', 0o600);
    this.#bytes = fstatSync(this.#descriptor).size;
  }

  get bytes(): number {
    return this.#bytes;
  }

  append(line: string): void {
    const content = Buffer.from(`${line}\n`);
    for (let written = 0; written < content.length;) {
      written += writeSync(this.#descriptor, content, written);
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
