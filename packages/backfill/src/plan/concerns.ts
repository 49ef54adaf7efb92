import { BoundedCounts, type CountedNames } from './bounded-counts';
import { addSample, mergeSamples, type Place, type Sample } from './samples';

/** Calls of one code, in a form that goes from one thread to another. */
export interface ConcernState {
  readonly calls: number;
  /** Absent: no name was given. */
  readonly byName?: CountedNames;
  readonly samples: readonly Sample[];
}

/** Event names that are counted one by one, as many as of all calls. */
export const NAMES_MAX = 10_000;

/** Calls that something is to be said of. */
export class Concern {
  calls = 0;
  readonly samples: Sample[] = [];
  #byName: BoundedCounts | undefined;
  #lastCall = 0;

  /** Counts a call once, however often it is added. `call` is its number; `name` is `undefined` where no event comes of it. */
  add(call: number, place: Place, key: string, name?: string): void {
    if (call === this.#lastCall) return;
    this.#lastCall = call;
    this.calls += 1;
    if (name !== undefined) this.byName.add(name);
    addSample(this.samples, place, key);
  }

  get byName(): BoundedCounts {
    return (this.#byName ??= new BoundedCounts(NAMES_MAX));
  }

  get state(): ConcernState {
    const byName = this.#byName?.state;
    return { calls: this.calls, samples: this.samples, ...(byName === undefined ? {} : { byName }) };
  }

  merge({ calls, byName, samples }: ConcernState): void {
    this.calls += calls;
    if (byName !== undefined) this.byName.merge(byName);
    mergeSamples(this.samples, samples);
  }
}

/** Calls that something is to be said of, by what it is. */
export class ConcernTable<Code> {
  readonly #byCode = new Map<Code, Concern>();

  of(code: Code): Concern {
    let concern = this.#byCode.get(code);
    if (concern === undefined) this.#byCode.set(code, (concern = new Concern()));
    return concern;
  }

  get entries(): readonly (readonly [Code, Concern])[] {
    return [...this.#byCode];
  }

  get state(): readonly (readonly [Code, ConcernState])[] {
    return this.entries.map(([code, concern]) => [code, concern.state]);
  }

  merge(state: ConcernTable<Code>['state']): void {
    for (const [code, concern] of state) this.of(code).merge(concern);
  }
}
