import { plural } from '../terminal/format';
import type { NameComparison } from './compare-counts';
import { isVerifiedPair } from './verification';

/** The pairs of one event name. */
export interface NameOfPairs {
  readonly name: string;
  readonly pairs: number;
  readonly verified: number;
  /** What the others are, in words; empty: there are none. */
  readonly rest: string;
}

/** The names that are not wholly verified first, else in the order of the source. */
export function byName(names: readonly NameComparison[], isExact: boolean): readonly NameOfPairs[] {
  const groups = new Map<string, NameComparison[]>();
  for (const one of names) {
    const group = groups.get(one.name);
    if (group === undefined) groups.set(one.name, [one]);
    else group.push(one);
  }
  const all = [...groups].map(([name, own]) => ({
    name,
    pairs: own.length,
    verified: own.filter((one) => isVerifiedPair(one, isExact)).length,
    rest: describeRest(own, isExact),
  }));
  return all.sort((a, b) => Number(a.verified === a.pairs) - Number(b.verified === b.pairs));
}

function describeRest(names: readonly NameComparison[], isExact: boolean): string {
  const count = (verdict: NameComparison['verdict']) =>
    names.filter((name) => name.verdict === verdict).length;
  const missing = names.reduce((sum, name) => sum + name.missing, 0);
  const parts = [
    [count('missing'), `missing (${plural(missing, 'event')})`],
    [count('probably_before'), 'probably there before'],
    [isExact ? count('more') : 0, 'more than were sent'],
    [count('untold'), 'cannot be told'],
  ] as const;
  return parts
    .filter(([some]) => some > 0)
    .map(([some, what]) => `${some} ${what}`)
    .join(', ');
}
