import type { DataEvent, Identifier, Identity } from '@intercom-destination/core';
import { createHash } from 'node:crypto';
import type { Overlaps } from '../overlaps/overlaps';

/** A call of a sampled contact: its position, event name as sent, and second as sent. */
export type SampledCall = readonly [position: number, name: string, second: number];

/** A contact whose counts are compared with what is sent for it. */
export interface SampledContact {
  /** The strongest first. */
  readonly identifiers: readonly Identifier[];
  /** `undefined`: too many to be kept. */
  readonly calls: readonly SampledCall[] | undefined;
}

const CALLS_OF_A_CONTACT_MAX = 5_000;

interface Candidate {
  readonly rank: number;
  readonly identity: Identity;
  calls: SampledCall[] | undefined;
}

/**
 * Picks so many contacts out of all that the calls are about, by hash, so that it is the same ones each time. Who is
 * among them at the end was so from the first call on, so all calls of the chosen are known.
 */
export class ContactSample {
  readonly #size: number;
  readonly #candidates = new Map<string, Candidate>();

  constructor(size: number) {
    this.#size = size;
  }

  add(
    position: number,
    { dataEvent, identity }: { readonly dataEvent: DataEvent; readonly identity: Identity },
  ): void {
    if (this.#size === 0) return;
    const key = `${identity.by}:${identity.value}`;
    const candidate = this.#candidates.get(key) ?? this.#admit(key, identity);
    if (candidate?.calls === undefined) return;
    candidate.calls.push([position, dataEvent.event_name, dataEvent.created_at]);
    if (candidate.calls.length > CALLS_OF_A_CONTACT_MAX) candidate.calls = undefined;
  }

  /** The contacts with the calls that are sent for them, at the second in which they are. */
  contacts(overlaps: Overlaps): SampledContact[] {
    return [...this.#candidates.values()].map(({ identity, calls }) => ({
      identifiers: [{ by: identity.by, value: identity.value }, ...identity.fallbacks],
      calls: calls?.flatMap((call) => asSent(call, overlaps)),
    }));
  }

  #admit(key: string, identity: Identity): Candidate | undefined {
    const rank = createHash('sha256').update(key).digest().readUIntBE(0, 6);
    if (this.#candidates.size >= this.#size) {
      const [lastKey, last] = [...this.#candidates].reduce((a, b) => (b[1].rank > a[1].rank ? b : a));
      if (rank >= last.rank) return undefined;
      this.#candidates.delete(lastKey);
    }
    const candidate: Candidate = { rank, identity, calls: [] };
    this.#candidates.set(key, candidate);
    return candidate;
  }
}

function asSent([position, name, second]: SampledCall, overlaps: Overlaps): SampledCall[] {
  const overlap = overlaps.at(position);
  if (overlap?.kind === 'duplicate' || overlap?.kind === 'dropped') return [];
  return [[position, name, second + (overlap?.kind === 'shifted' ? overlap.seconds : 0)]];
}
