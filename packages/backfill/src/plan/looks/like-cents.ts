import { isoExponent, type MappingSettings } from '@intercom-destination/core';
import { formatCount } from '../../terminal/format';
import type { LikeCents } from '../amount-table';
import type { Look } from './look';

/** Amounts that are sent as money in whole units, and look as if they were in cents. */
export const lookForCents: Look = ({ profile: { keys } }, mapping) => {
  const found = keys.sorted
    // Whoever set the type knows the unit.
    .filter(({ path, kinds }) => kinds.money > 0 && !Object.hasOwn(mapping.types, path))
    .flatMap(({ path, amounts }) =>
      amounts.likeCents
        .map((one) => ({ ...one, path, currency: one.currency || mapping.defaultCurrency }))
        .filter(({ currency }) => decimalsOf(currency, mapping) > 0),
    );
  const whole = found.reduce((sum, one) => sum + one.whole, 0);
  const amounts = found.reduce((sum, one) => sum + one.amounts, 0);
  if (whole === 0) return undefined;
  const shown = found.map((one) => `${one.path}: ${describe(one, mapping)}`);
  return {
    weight: 'settle',
    code: 'like_cents',
    sentence: `${formatCount(whole)} amounts are whole and large, as if they were in cents. As they are, and as Intercom will show them: ${shown.join('; ')}.`,
    settled_by: 'types: money or types: money_minor says which it is, for each key',
    share: whole / amounts,
  };
};

function describe({ currency, examples }: LikeCents, mapping: MappingSettings): string {
  const decimals = decimalsOf(currency, mapping);
  const sorted = [...examples].sort((a, b) => a - b);
  return sorted
    .map((amount) => {
      const shown = amount.toLocaleString('en-US', {
        minimumFractionDigits: decimals,
        maximumFractionDigits: decimals,
      });
      return `${amount} (${shown} ${currency.toUpperCase()})`;
    })
    .join(', ');
}

/** Digits behind the point; 0 where it is no currency, of which no money is made. */
function decimalsOf(currency: string, { exponent }: MappingSettings): number {
  const iso = isoExponent(currency);
  return exponent === 'cents' && iso !== undefined ? 2 : (iso ?? 0);
}
