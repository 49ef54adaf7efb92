import type { Note } from '../notes';
import { dateKey } from './dates';
import { endsInDate, type KeyFacts, type LegalKey } from './keys';
import type { Candidate } from './value';

/** A candidate under the key that Intercom will see. */
export interface NamedCandidate {
  readonly key: string;
  readonly candidate: Candidate;
}

/** Memory for keys, shared by all calls of one mapper. */
export interface KeyMemory {
  readonly factsOf: (key: string) => KeyFacts;
  readonly legalKeyOf: (key: string) => LegalKey;
}

/**
 * Gives each candidate its final key: dates end in `_date` and nothing else does, every character is legal, and of
 * keys alike but for case the first stays.
 */
export function nameKeys(
  candidates: readonly Candidate[],
  memory: KeyMemory,
  notes: Note[],
): NamedCandidate[] {
  const named: NamedCandidate[] = [];
  const takenBy = new Map<string, string>();
  const dateKeys = new DateKeys(candidates, memory);
  for (const candidate of candidates) {
    const { legal, lower } = finalKey(candidate, dateKeys, memory);
    if (legal === '') {
      notes.push({
        code: 'key_dropped',
        key: candidate.path,
        detail: 'The key has no letter, digit, _ or -; dropped.',
      });
      continue;
    }
    const holder = takenBy.get(lower);
    if (holder !== undefined) {
      notes.push({
        code: 'key_alike',
        key: candidate.path,
        detail: `Intercom cannot tell the key from ${holder}'s; dropped.`,
      });
      continue;
    }
    takenBy.set(lower, candidate.path);
    noteChange(candidate, legal, notes);
    named.push({ key: legal, candidate });
  }
  return named;
}

function finalKey(candidate: Candidate, dateKeys: DateKeys, { legalKeyOf }: KeyMemory): LegalKey {
  const isDate = candidate.value.kind === 'date';
  const key = candidate.renameTo ?? (isDate ? dateKeys.keyFor(candidate) : candidate.key);
  const legalKey = legalKeyOf(key);
  if (legalKey.legal === '' || isDate === endsInDate(legalKey.lower)) return legalKey;
  return legalKeyOf(`${legalKey.legal}${isDate ? '_date' : '_value'}`);
}

function noteChange({ path, sentKey, value }: Candidate, finalKey: string, notes: Note[]): void {
  if (finalKey === sentKey) return;
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

/** The keys of dates: the stem with `_date`, or the whole key with `_date` where another property has that key. */
class DateKeys {
  readonly #candidates: readonly Candidate[];
  readonly #memory: KeyMemory;
  #taken: Set<string> | undefined;

  constructor(candidates: readonly Candidate[], memory: KeyMemory) {
    this.#candidates = candidates;
    this.#memory = memory;
  }

  keyFor({ key }: Candidate): string {
    const { dateStem, lower } = this.#memory.factsOf(key);
    const wanted = dateKey(key, dateStem ?? key);
    // Its own key, but for case, is not another property's.
    if (wanted.toLowerCase() === lower) return wanted;
    this.#taken ??= new Set(this.#candidates.map((candidate) => this.#memory.factsOf(candidate.key).lower));
    const chosen = this.#taken.has(wanted.toLowerCase()) ? `${key}_date` : wanted;
    this.#taken.add(chosen.toLowerCase());
    return chosen;
  }
}
