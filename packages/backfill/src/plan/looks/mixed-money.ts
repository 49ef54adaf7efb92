import { formatCount, formatPercent } from '../../terminal/format';
import { toSampleFigures } from '../concern-figures';
import type { KeyProfile } from '../key-table';
import { ODD_SHARE } from '../odd-share';
import type { Look } from './look';

const KEYS_SHOWN = 8;

/** Amounts that are money in some calls and a number in others, for want of a currency. */
export const lookForMixedMoney: Look = ({ profile: { keys }, files }, { types }) => {
  const mixed = keys.sorted
    .filter((key) => key.kinds.money > 0 && !Object.hasOwn(types, key.path) && shareOf(key) > ODD_SHARE)
    .sort((a, b) => shareOf(b) - shareOf(a) || (a.path < b.path ? -1 : 1));
  const [worst] = mixed;
  if (worst === undefined) return undefined;
  const shown = mixed.slice(0, KEYS_SHOWN).map((key) => {
    const numbers = numbersOf(key);
    const all = numbers + key.kinds.money;
    return `${key.path} in ${formatCount(numbers)} of ${formatCount(all)} (${formatPercent(numbers, all)})`;
  });
  const more = mixed.length - shown.length;
  return {
    weight: 'settle',
    code: 'mixed_money',
    sentence: `Amounts stay numbers where other calls have money: ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`,
    settled_by: 'types says what a key is: number for all calls alike',
    share: shareOf(worst),
    samples: worst.numbers.map((sample) => toSampleFigures(sample, files)),
  };
};

function numbersOf({ kinds, counts }: KeyProfile): number {
  return kinds.number + kinds.numeric_text - counts.neverMoney;
}

function shareOf(key: KeyProfile): number {
  return numbersOf(key) / (numbersOf(key) + key.kinds.money);
}
