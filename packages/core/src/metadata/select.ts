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
  for (const { candidate } of ordered.slice(keyLimit)) {
    notes.push({
      code: 'key_limit',
      key: candidate.place.path,
      detail: `More than ${keyLimit} keys; this one is left out.`,
    });
  }
  return ordered.length <= keyLimit ? ordered : ordered.slice(0, keyLimit);
}

function inOrderOfRank(named: NamedCandidate[], keepCount: number): NamedCandidate[] {
  const ranks = named.map(({ candidate }) => rank(candidate, keepCount));
  // Most calls are in order already, or have nothing but plain properties.
  if (ranks.every((own, at) => at === 0 || own >= (ranks[at - 1] ?? 0))) return named;
  const inOrder: NamedCandidate[] = [];
  // Ranks are few and small: going through all for each of them takes a tenth of the time of `sort`.
  for (let own = 0; inOrder.length < named.length; own += 1) {
    named.forEach((item, at) => {
      if (ranks[at] === own) inOrder.push(item);
    });
  }
  return inOrder;
}

function rank({ place: { keepRank, added, depth }, value }: Candidate, keepCount: number): number {
  if (keepRank !== undefined) return keepRank;
  if (added) return keepCount;
  if (value.kind === 'money') return keepCount + 1;
  if (value.kind === 'date') return keepCount + 2;
  return keepCount + 3 + depth;
}
