import type { Note } from '../notes';
import type { MetadataSettings } from '../settings/mapping-settings';
import type { Candidate } from '../values/value';

/** More are sorted, so that no call can make it slow. */
const INSERTED_MAX = 24;

/**
 * Puts the most telling keys first, in place, and chooses those that fit: Intercom ignores what comes after its limit.
 */
export function selectKeys(
  candidates: Candidate[],
  { keyLimit, keyOrder }: MetadataSettings,
  notes: Note[],
): readonly Candidate[] {
  if (keyOrder !== 'as_sent') {
    if (candidates.length <= INSERTED_MAX) insertByRank(candidates);
    else candidates.sort((a, b) => a.rank - b.rank);
  }
  if (candidates.length <= keyLimit) return candidates;
  const detail = `More than ${keyLimit} keys; this one is left out.`;
  for (const { property } of candidates.slice(keyLimit)) {
    notes.push({ code: 'key_limit', key: property.path, detail });
  }
  return candidates.slice(0, keyLimit);
}

/** Nothing moves in most calls, and little in the others: a third of the time of a list for each rank. */
function insertByRank(candidates: Candidate[]): void {
  let from = 0;
  for (const candidate of candidates) {
    let at = from;
    for (; at > 0; at -= 1) {
      const before = candidates[at - 1];
      if (before === undefined || before.rank <= candidate.rank) break;
      candidates[at] = before;
    }
    if (at < from) candidates[at] = candidate;
    from += 1;
  }
}
