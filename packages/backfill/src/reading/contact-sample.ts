import type { Identifier, Identity } from '@intercom-destination/core';
import { createHash } from 'node:crypto';
import { identifierKey } from './identifier-key';

/** A person as the calls of a dump name them. */
export interface SampledPerson {
  /** The one that they are sampled by first, then what else stands in calls beside it. */
  readonly identifiers: readonly Identifier[];
}

/** One user id may stand beside any number of emails, and each may cost a look-up. */
const IDENTIFIERS_MAX = 8;

interface Candidate {
  readonly rank: number;
  readonly identifiers: Map<string, Identifier>;
}

/**
 * Picks so many people out of all that the calls are about, by hash, so that it is the same ones each time. Who is among
 * them at the end was so from the first call on, so all that their calls name them by is known.
 */
export class ContactSample {
  readonly #size: number;
  readonly #candidates = new Map<string, Candidate>();

  constructor(size: number) {
    this.#size = size;
  }

  add(identity: Identity): void {
    if (this.#size === 0) return;
    const key = identifierKey(identity);
    const candidate = this.#candidates.get(key) ?? this.#admit(key, identity);
    if (candidate === undefined) return;
    for (const fallback of identity.fallbacks) {
      if (candidate.identifiers.size >= IDENTIFIERS_MAX) return;
      candidate.identifiers.set(identifierKey(fallback), fallback);
    }
  }

  people(): SampledPerson[] {
    return [...this.#candidates.values()].map(({ identifiers }) => ({
      identifiers: [...identifiers.values()],
    }));
  }

  #admit(key: string, { by, value }: Identity): Candidate | undefined {
    const rank = createHash('sha256').update(key).digest().readUIntBE(0, 6);
    if (this.#candidates.size >= this.#size) {
      const [lastKey, last] = [...this.#candidates].reduce((a, b) => (b[1].rank > a[1].rank ? b : a));
      if (rank >= last.rank) return undefined;
      this.#candidates.delete(lastKey);
    }
    const candidate: Candidate = { rank, identifiers: new Map([[key, { by, value }]]) };
    this.#candidates.set(key, candidate);
    return candidate;
  }
}
