import type { Note } from '../notes';
import { DistinctTexts } from './distinct-texts';
import { endsInDate, type LegalKey } from './keys';
import { legaliseDateKey, type Place } from './place';
import type { Candidate } from './value';

/** A candidate under the key that Intercom will see. */
export interface NamedCandidate {
  readonly key: string;
  readonly candidate: Candidate;
}

/**
 * Gives each candidate its final key: dates end in `_date` and nothing else does, every character is legal, and of
 * keys alike but for case the first stays.
 */
export function nameKeys(candidates: readonly Candidate[], notes: Note[]): NamedCandidate[] {
  const named: NamedCandidate[] = [];
  /** In lower case, at the same positions. */
  const taken = new DistinctTexts();
  const dateKeys = new DateKeys(candidates);
  for (const candidate of candidates) {
    const { place, value } = candidate;
    const { legal, lower } = value.kind === 'date' ? dateKeys.keyFor(place) : place.plainKey;
    if (legal === '') {
      notes.push({
        code: 'key_dropped',
        key: place.path,
        detail: 'The key has no letter, digit, _ or -; dropped.',
      });
      continue;
    }
    const holderAt = taken.positionOf(lower);
    if (holderAt !== undefined) {
      noteAlike(place, named[holderAt]?.candidate.place, notes);
      continue;
    }
    taken.add(lower);
    if (legal !== place.sentKey) noteChange(candidate, legal, notes);
    named.push({ key: legal, candidate });
  }
  return named;
}

function noteAlike(place: Place, holder: Place | undefined, notes: Note[]): void {
  const detail = `Intercom cannot tell the key from ${holder?.path ?? 'another'}'s; dropped.`;
  notes.push({ code: 'key_alike', key: place.path, detail });
}

function noteChange({ place: { path }, value }: Candidate, finalKey: string, notes: Note[]): void {
  if (
    value.kind !== 'date' &&
    endsInDate(finalKey.slice(0, -'_value'.length).toLowerCase()) &&
    finalKey.endsWith('_value')
  ) {
    notes.push({ code: 'not_a_date', key: path, detail: `Not a date, so it is sent as ${finalKey}.` });
    return;
  }
  notes.push({ code: 'key_changed', key: path, detail: `Sent as ${finalKey}.` });
}

/** The keys of dates: the one that it wants, or the whole key with `_date` where another property has that one. */
class DateKeys {
  readonly #candidates: readonly Candidate[];
  #taken: DistinctTexts | undefined;

  constructor(candidates: readonly Candidate[]) {
    this.#candidates = candidates;
  }

  keyFor({ key, facts, renameTo, dateKey, wantedDateKey }: Place): LegalKey {
    // Its own key, but for case, is not another property's.
    if (renameTo !== undefined || wantedDateKey === facts.lower) return dateKey;
    this.#taken ??= lowerKeysOf(this.#candidates);
    const isFree = this.#taken.positionOf(wantedDateKey) === undefined;
    this.#taken.add(isFree ? wantedDateKey : `${facts.lower}_date`);
    return isFree ? dateKey : legaliseDateKey(`${key}_date`);
  }
}

function lowerKeysOf(candidates: readonly Candidate[]): DistinctTexts {
  const keys = new DistinctTexts();
  for (const { place } of candidates) keys.add(place.facts.lower);
  return keys;
}
