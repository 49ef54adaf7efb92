/** A map that forgets its oldest entry when it is full. */
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
    const [oldest] = this.#held.keys();
    if (this.#held.size >= this.#most && oldest !== undefined) this.#held.delete(oldest);
    this.#held.set(key, value);
  }

  delete(key: string): void {
    this.#held.delete(key);
  }

  clear(): void {
    this.#held.clear();
  }
}
