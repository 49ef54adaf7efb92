import { BoundedCounts, type CountedNames } from './bounded-counts';
import type { ConcernCode } from './concern-rules';
import { addSample, mergeSamples, type Place, type Sample } from './samples';

/** Calls of one code, in a form that goes from one thread to another. */
export interface ConcernState {
  readonly calls: number;
  readonly byName: CountedNames;
  readonly samples: readonly Sample[];
}

/** Calls that something is to be said of. */
export class Concern {
  calls = 0;
  readonly byName: BoundedCounts;
  readonly samples: Sample[] = [];
  #lastCall = 0;

  constructor(namesMax: number) {
    this.byName = new BoundedCounts(namesMax);
  }

  /** Counts a call once, however often it is added. `call` is its number; `name` is `undefined` where no event comes of it. */
  add(call: number, name: string | undefined, place: Place, key: string): void {
    if (call === this.#lastCall) return;
    this.#lastCall = call;
    this.calls += 1;
    if (name !== undefined) this.byName.add(name);
    addSample(this.samples, place, key);
  }

  get state(): ConcernState {
    return { calls: this.calls, byName: this.byName.state, samples: this.samples };
  }

  merge({ calls, byName, samples }: ConcernState): void {
    this.calls += calls;
    this.byName.merge(byName);
    mergeSamples(this.samples, samples);
  }
}

/** Calls that something is to be said of, by what it is. */
export class ConcernTable {
  readonly #byCode = new Map<ConcernCode, Concern>();
  readonly #namesMax: number;

  constructor(namesMax: number) {
    this.#namesMax = namesMax;
  }

  of(code: ConcernCode): Concern {
    let concern = this.#byCode.get(code);
    if (concern === undefined) this.#byCode.set(code, (concern = new Concern(this.#namesMax)));
    return concern;
  }

  get entries(): readonly (readonly [ConcernCode, Concern])[] {
    return [...this.#byCode];
  }

  get state(): readonly (readonly [ConcernCode, ConcernState])[] {
    return this.entries.map(([code, concern]) => [code, concern.state]);
  }

  merge(state: ConcernTable['state']): void {
    for (const [code, concern] of state) this.of(code).merge(concern);
  }
}
