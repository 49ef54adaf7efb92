const FIRST_BYTES = 4_096;
const ALL_BITS = 0xff;

/** A set of calls, a bit for each: ten million take little more than a megabyte. Positions are from 1. */
export class PositionSet {
  #bits = new Uint8Array(FIRST_BYTES);

  /** Of what `bytes` gave. */
  static from(bytes: Uint8Array): PositionSet {
    const set = new PositionSet();
    set.#bits = Uint8Array.from(bytes);
    return set;
  }

  get bytes(): Uint8Array {
    return this.#bits;
  }

  get size(): number {
    let size = 0;
    for (const byte of this.#bits) for (let bits = byte; bits !== 0; bits &= bits - 1) size += 1;
    return size;
  }

  has(position: number): boolean {
    return ((this.#bits[position >>> 3] ?? 0) & (1 << (position & 7))) !== 0;
  }

  add(position: number): void {
    const byte = position >>> 3;
    if (byte >= this.#bits.length) {
      const larger = new Uint8Array(Math.max(byte + 1, this.#bits.length * 2));
      larger.set(this.#bits);
      this.#bits = larger;
    }
    this.#bits[byte] = (this.#bits[byte] ?? 0) | (1 << (position & 7));
  }

  delete(position: number): void {
    const byte = position >>> 3;
    if (byte < this.#bits.length) this.#bits[byte] = (this.#bits[byte] ?? 0) & ~(1 << (position & 7));
  }

  /** The first position that is not in it. */
  get firstAbsent(): number {
    // The bit of position 0 stands for none.
    let byte = 0;
    while (((this.#bits[byte] ?? 0) | (byte === 0 ? 1 : 0)) === ALL_BITS) byte += 1;
    let position = Math.max(1, byte * 8);
    while (this.has(position)) position += 1;
    return position;
  }

  clear(): void {
    this.#bits = new Uint8Array(FIRST_BYTES);
  }
}
