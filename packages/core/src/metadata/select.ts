import type { MetadataSettings } from '../mapping-settings';
import type { Note } from '../notes';
import type { NamedCandidate } from './name-keys';
import type { Candidate } from './value';

/**
 * Chooses the keys that fit, and puts the most telling first: Intercom ignores what comes after its limit.
 * `keepKeys` in their order, then `addKeys`, money, dates, other properties in their order, nested ones by depth.
 */
export function selectKeys(
  named: NamedCandidate[],
  { keyLimit, keyOrder, keepKeys }: MetadataSettings,
  notes: Note[],
): NamedCandidate[] {
  const ordered = keyOrder === 'as_sent' ? named : inOrderOfRank(named, keepKeys.length);
  if (ordered.length <= keyLimit) return ordered;
  const detail = `More than ${keyLimit} keys; this one is left out.`;
  for (const { candidate } of ordered.slice(keyLimit)) {
    notes.push({ code: 'key_limit', key: candidate.place.path, detail });
  }
  return ordered.slice(0, keyLimit);
}

function inOrderOfRank(named: NamedCandidate[], keepCount: number): NamedCandidate[] {
  if (isInOrder(named, keepCount)) return named;
  // Ranks are few and small: a list for each takes less than half the time of `sort`.
  const byRank: (NamedCandidate[] | undefined)[] = [];
  for (const item of named) (byRank[rank(item.candidate, keepCount)] ??= []).push(item);
  const inOrder: NamedCandidate[] = [];
  for (const ofRank of byRank) for (const item of ofRank ?? []) inOrder.push(item);
  return inOrder;
}

/** Most calls are, or have nothing but plain properties. */
function isInOrder(named: readonly NamedCandidate[], keepCount: number): boolean {
  let last = 0;
  for (const { candidate } of named) {
    const own = rank(candidate, keepCount);
    if (own < last) return false;
    last = own;
  }
  return true;
}

function rank({ place: { keepRank, added, depth }, value }: Candidate, keepCount: number): number {
  if (keepRank !== undefined) return keepRank;
  if (added) return keepCount;
  if (value.kind === 'money') return keepCount + 1;
  if (value.kind === 'date') return keepCount + 2;
  return keepCount + 3 + depth;
}
