import { hasOwn } from '../has-own';
import { isoExponent } from '../iso-4217';
import type { JsonObject } from '../json-object';
import { isPlainCurrency, readCurrencyStem, toWords } from './currency-key';
import { isBalance, namesNoCurrency } from './currency-value';
import { readCurrency, type Currency } from './money';

/** A value under a key that names a currency; `currency` is `undefined` where it is no ISO 4217 code. */
export interface FoundCurrency {
  readonly key: string;
  readonly currency: Currency | undefined;
}

/** The currencies that an object names. */
export interface Currencies {
  /** Whether `currency` itself names one, beside which a property such as `total` is an amount. */
  readonly hasPlain: boolean;
  /** That of every amount without one of its own; `undefined`: there is none. */
  readonly common: FoundCurrency | undefined;
  /** Those that name what they are of, by their stems; `undefined`: there are none. */
  readonly byStem: ReadonlyMap<string, FoundCurrency> | undefined;
}

export function findCurrencies(object: JsonObject, exponent: 'iso' | 'cents'): Currencies {
  let common: FoundCurrency | undefined;
  let hasPlain = false;
  let byStem: Map<string, FoundCurrency> | undefined;
  for (const key in object) {
    const stem = readCurrencyStem(key);
    if (stem === undefined || !hasOwn(object, key)) continue;
    const value = object[key];
    const currency = readCurrency(value, exponent);
    if (currency === undefined && !namesCurrency(stem, value)) continue;
    const found = { key, currency };
    if (stem === '') {
      common = betterOf(common, found);
      hasPlain ||= isPlainCurrency(key);
    } else {
      byStem ??= new Map();
      byStem.set(stem, betterOf(byStem.get(stem), found));
    }
  }
  return { hasPlain, common, byStem };
}

/** Whether the value, under a key with that stem, names a currency of ISO 4217 or any other. */
export function namesCurrency(stem: string, value: unknown): boolean {
  return !namesNoCurrency(value) && (stem === '' || !isBalance(value));
}

/** The first, unless only the second is a code, or both are and only the second stands under `currency`. */
function betterOf(first: FoundCurrency | undefined, second: FoundCurrency): FoundCurrency {
  if (first === undefined) return second;
  if (second.currency === undefined) return first;
  return first.currency === undefined || (isPlainCurrency(second.key) && !isPlainCurrency(first.key))
    ? second
    : first;
}

/** The currency whose stem begins the amount's key, the longest first: `plan_price_eu`, `plan_price`, `plan`. */
export function findOwnCurrency(
  byStem: ReadonlyMap<string, FoundCurrency>,
  amountKey: string,
): FoundCurrency | undefined {
  const words = toWords(amountKey);
  for (let end = words.length; end > 0; end = words.lastIndexOf('_', end - 1)) {
    const own = byStem.get(words.slice(0, end));
    if (own !== undefined && !hasOtherCode(words.slice(end), own)) return own;
  }
  return undefined;
}

/** Whether the words of the key behind the stem hold a code: `price_currency` is not that of `price_usd`, unless it is USD. */
function hasOtherCode(wordsBehind: string, { currency }: FoundCurrency): boolean {
  return wordsBehind.split('_').some((word) => word !== currency?.code && isoExponent(word) !== undefined);
}
