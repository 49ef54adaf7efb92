import type { Note } from '../notes';
import { endsInDate } from '../values/keys';
import { legaliseDateKey } from '../values/property';
import type { Candidate } from '../values/value';
import { DistinctTexts } from './distinct-texts';

/** As many as a call mostly has are looked through; more have a map. */
const LOOKED_THROUGH_MAX = 24;

/**
 * Gives each candidate its final key, and takes those out, in place, that have none: dates end in `_date` and nothing
 * else does, every character is legal, and of keys alike but for case the first stays.
 */
export function nameKeys(candidates: Candidate[], notes: Note[]): void {
  nameDates(candidates);
  const holders = candidates.length > LOOKED_THROUGH_MAX ? new Map<string, Candidate>() : undefined;
  let kept = 0;
  let bits = 0;
  for (const candidate of candidates) {
    const { property, key } = candidate;
    if (key.legal === '') {
      const detail = 'The key has no letter, digit, _ or -; dropped.';
      notes.push({ code: 'key_dropped', key: property.path, detail });
      continue;
    }
    // Most keys have a bit of their own, and need not be looked for.
    const holder = (bits & key.bit) === 0 ? undefined : findHolder(candidates, kept, key.lower, holders);
    bits |= key.bit;
    if (holder !== undefined) {
      const detail = `Intercom cannot tell the key from ${holder.property.path}'s; dropped.`;
      notes.push({ code: 'key_alike', key: property.path, detail });
      continue;
    }
    holders?.set(key.lower, candidate);
    if (key.legal !== property.sentKey) noteChange(candidate, notes);
    candidates[kept] = candidate;
    kept += 1;
  }
  if (kept < candidates.length) candidates.length = kept;
}

/** Which of the first `count` has the key. */
function findHolder(
  candidates: readonly Candidate[],
  count: number,
  lowerKey: string,
  holders: ReadonlyMap<string, Candidate> | undefined,
): Candidate | undefined {
  if (holders !== undefined) return holders.get(lowerKey);
  for (let at = 0; at < count; at += 1) if (candidates[at]?.key.lower === lowerKey) return candidates[at];
  return undefined;
}

function noteChange({ property: { path }, kind, key: { legal } }: Candidate, notes: Note[]): void {
  if (
    kind !== 'date' &&
    endsInDate(legal.slice(0, -'_value'.length).toLowerCase()) &&
    legal.endsWith('_value')
  ) {
    notes.push({ code: 'not_a_date', key: path, detail: `Not a date, so it is sent as ${legal}.` });
    return;
  }
  notes.push({ code: 'key_changed', key: path, detail: `Sent as ${legal}.` });
}

/** The keys of dates: the one that it wants, or the whole key with `_date` where another property has that one. */
function nameDates(candidates: readonly Candidate[]): void {
  let taken: DistinctTexts | undefined;
  for (const candidate of candidates) {
    if (candidate.kind !== 'date') continue;
    const { key, facts, renameTo, dateKey, wantedDateKey } = candidate.property;
    // Its own key, but for case, is not another property's.
    if (renameTo !== undefined || wantedDateKey === facts.lower) {
      candidate.key = dateKey;
      continue;
    }
    taken ??= lowerKeysOf(candidates);
    const isFree = taken.positionOf(wantedDateKey) === undefined;
    taken.add(isFree ? wantedDateKey : `${facts.lower}_date`);
    candidate.key = isFree ? dateKey : legaliseDateKey(`${key}_date`);
  }
}

function lowerKeysOf(candidates: readonly Candidate[]): DistinctTexts {
  const keys = new DistinctTexts();
  for (const { property } of candidates) keys.add(property.facts.lower);
  return keys;
}
