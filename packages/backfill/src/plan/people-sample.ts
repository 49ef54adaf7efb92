import type { Identifier } from '@intercom-destination/core';

/** A person who was drawn. */
export interface SampledPerson {
  readonly hash: number;
  readonly identifier: Identifier;
}

/** The people with the lowest hashes: the same ones however often the dump is read, each as likely as any other. */
export class PeopleSample {
  readonly #size: number;
  readonly #people: SampledPerson[] = [];

  constructor(size: number) {
    this.#size = size;
  }

  add(hash: number, { by, value }: Identifier): void {
    const last = this.#people.at(-1);
    const isFull = this.#people.length >= this.#size;
    if (this.#size === 0 || (isFull && last !== undefined && hash >= last.hash)) return;
    const at = this.#people.findIndex((person) => person.hash >= hash);
    if (at !== -1 && this.#people[at]?.hash === hash) return;
    if (isFull) this.#people.pop();
    this.#people.splice(at === -1 ? this.#people.length : at, 0, { hash, identifier: { by, value } });
  }

  /** In a form that goes from one thread to another. */
  get state(): readonly SampledPerson[] {
    return this.#people;
  }

  merge(people: readonly SampledPerson[]): void {
    for (const { hash, identifier } of people) this.add(hash, identifier);
  }

  get identifiers(): readonly Identifier[] {
    return this.#people.map(({ identifier }) => identifier);
  }
}
