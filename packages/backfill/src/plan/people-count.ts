import type { Identity } from '@intercom-destination/core';
import { hashPerson } from '../overlaps/hash-data-event';
import { DistinctCount, type Counted, type SeenValues } from './distinct-count';

type By = Identity['by'];

/** Who was seen, in a form that goes from one thread to another. */
export interface PeopleSeen {
  readonly seen: Readonly<Record<By, SeenValues>>;
  readonly weaker: Readonly<Record<By, SeenValues>>;
}

/**
 * Counts people. One who is named by a user id and an email in one call, and by the email alone in another, is one person: so of
 * each kind of identifiers those are left out that stand behind a stronger one somewhere.
 */
export class PeopleCount {
  readonly #seen = createCounts();
  readonly #weaker = createCounts();

  /** `person` is the hash of the identity. */
  add(person: number, { by, fallbacks }: Identity): void {
    this.#seen[by].add(person);
    for (const fallback of fallbacks) {
      const hash = hashPerson(fallback);
      this.#seen[fallback.by].add(hash);
      this.#weaker[fallback.by].add(hash);
    }
  }

  get counted(): Counted {
    const counts = KINDS.flatMap((by) => {
      const [seen, weaker] = [this.#seen[by].counted, this.#weaker[by].counted];
      return { count: Math.max(0, seen.count - weaker.count), approximate: seen.approximate };
    });
    return {
      count: counts.reduce((sum, { count }) => sum + count, 0),
      approximate: counts.some(({ approximate }) => approximate),
    };
  }

  get state(): PeopleSeen {
    return { seen: statesOf(this.#seen), weaker: statesOf(this.#weaker) };
  }

  merge({ seen, weaker }: PeopleSeen): void {
    for (const by of KINDS) {
      this.#seen[by].merge(seen[by]);
      this.#weaker[by].merge(weaker[by]);
    }
  }
}

const KINDS = ['id', 'user_id', 'email'] as const satisfies readonly By[];

type Counts = Readonly<Record<By, DistinctCount>>;

function createCounts(): Counts {
  const create = () => new DistinctCount(14, 50_000);
  return { id: create(), user_id: create(), email: create() };
}

function statesOf({ id, user_id, email }: Counts): Readonly<Record<By, SeenValues>> {
  return { id: id.state, user_id: user_id.state, email: email.state };
}
