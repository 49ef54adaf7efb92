/** A map that forgets everything when it is full: what was in it can be asked for again. */
export class BoundedMap<Value> {
  readonly #most: number;
  readonly #held = new Map<string, Value>();

  constructor(most: number) {
    this.#most = most;
  }

  get(key: string): Value | undefined {
    return this.#held.get(key);
  }

  set(key: string, value: Value): void {
    if (this.#held.size >= this.#most) this.#held.clear();
    this.#held.set(key, value);
  }

  delete(key: string): void {
    this.#held.delete(key);
  }

  clear(): void {
    this.#held.clear();
  }
}
