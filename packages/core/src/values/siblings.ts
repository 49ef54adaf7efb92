import type { JsonObject } from '../json-object';
import { findCurrencies, findOwnCurrency, type Currencies, type FoundCurrency } from './currencies';
import type { MetadataPass } from './pass';
import type { Property } from './property';

/** The object around an amount, and the currencies in it, which are looked for when the first amount asks. */
export interface Siblings {
  /** Whole: a currency that a setting drops gives its amounts their unit all the same. */
  readonly object: JsonObject;
  /** The object as a property; `undefined`: it is `properties` itself, or stands elsewhere in the call. */
  readonly parent: Property | undefined;
  /** The field of the call that it stands in, such as `context`; `undefined`: it stands in `properties`. */
  readonly field: JsonObject | undefined;
  /**
   * Whether amounts are known by their names here, and use the currency up. Not in a money object, whose currency belongs
   * to its `amount`, and not elsewhere in the call: there the currency serves what `types` calls money.
   */
  readonly hasNamedAmounts: boolean;
  currencies: Currencies | undefined;
  /** Keys of the currencies that at least one amount took, which then need not be sent themselves; `undefined`: none. */
  usedKeys: string[] | undefined;
}

export function siblingsIn(
  object: JsonObject,
  parent: Property | undefined,
  field: JsonObject | undefined,
  hasNamedAmounts: boolean,
): Siblings {
  return { object, parent, field, hasNamedAmounts, currencies: undefined, usedKeys: undefined };
}

/** The currencies in the object, looked for once. */
export function currenciesIn(pass: MetadataPass, siblings: Siblings): Currencies {
  return (siblings.currencies ??= findCurrencies(siblings.object, pass.compiled.settings.exponent));
}

/** The currency of an amount: its own by its key, else the common one. */
export function findCurrency(
  pass: MetadataPass,
  siblings: Siblings,
  amount: Property,
): FoundCurrency | undefined {
  const { common, byStem } = currenciesIn(pass, siblings);
  return byStem === undefined ? common : (findOwnCurrency(byStem, ownKey(amount, siblings.parent)) ?? common);
}

/** The key of a property in its object. */
export function ownKey({ path }: Property, parent: Property | undefined): string {
  return parent === undefined ? path : path.slice(parent.path.length + 1);
}

/** Notes that an amount took the currency. */
export function useCurrency(siblings: Siblings, key: string): void {
  if (!siblings.hasNamedAmounts) return;
  siblings.usedKeys ??= [];
  if (!siblings.usedKeys.includes(key)) siblings.usedKeys.push(key);
}
