import { hasOwn } from '../has-own';
import type { JsonObject } from '../json-object';
import { KEY_LENGTH_MAX } from '../limits';
import { isPlainCurrency, readCurrencyStem, toWords } from './currency-key';
import { isEmpty } from './empty';
import { unwrapExtendedJson } from './extended-json';
import { readCurrency, type Currency } from './money';
import type { MetadataPass } from './pass';
import type { Property } from './property';

/** The object around an amount, and the currencies in it, which are looked for when the first amount asks. */
export interface Siblings {
  /** Whole: a currency that a setting drops gives its amounts their unit all the same. */
  readonly object: JsonObject;
  /** The object as a property; `undefined`: it is `properties` itself, or stands elsewhere in the call. */
  readonly parent: Property | undefined;
  /** The object around this one; `undefined`: there is none. */
  readonly around: Siblings | undefined;
  /**
   * Whether amounts are known by their names here, and use the currency up. Not in a money object, whose currency belongs
   * to its `amount`, and not elsewhere in the call: there the currency serves what `types` calls money.
   */
  readonly hasNamedAmounts: boolean;
  currencies: Currencies | undefined;
}

export function siblingsIn(
  object: JsonObject,
  parent: Property | undefined,
  around: Siblings | undefined,
  hasNamedAmounts: boolean,
): Siblings {
  return { object, parent, around, hasNamedAmounts, currencies: undefined };
}

/** A value under a key that names a currency; `currency` is `undefined` where it is no ISO 4217 code. */
interface FoundCurrency {
  readonly key: string;
  readonly currency: Currency | undefined;
}

interface Currencies {
  /** Whether `currency` itself is filled, beside which a property such as `total` is an amount. */
  readonly hasPlain: boolean;
  /** That of every amount without one of its own; `undefined`: there is none. */
  readonly common: FoundCurrency | undefined;
  /** Those that name what they are of, by their stems; `undefined`: there are none. */
  readonly byStem: ReadonlyMap<string, FoundCurrency> | undefined;
  /** Keys of those that at least one amount took, which then need not be sent themselves; `undefined`: there are none. */
  usedKeys: string[] | undefined;
  /** Whether one of these or of those around speaks against the default one; `undefined`: nobody has asked. */
  contradictsDefault: boolean | undefined;
}

/** The currency of an amount: the one whose stem begins its key, the longest first, else the common one. */
export function findCurrency(
  pass: MetadataPass,
  siblings: Siblings,
  amount: Property,
): FoundCurrency | undefined {
  const { common, byStem } = currenciesIn(pass, siblings);
  return byStem === undefined ? common : (findOwn(byStem, ownKey(amount, siblings.parent)) ?? common);
}

function findOwn(byStem: ReadonlyMap<string, FoundCurrency>, key: string): FoundCurrency | undefined {
  for (const stem of stemsOf(key)) {
    const own = byStem.get(stem);
    if (own !== undefined) return own;
  }
  return undefined;
}

/** Notes that an amount took the currency. */
export function useCurrency({ hasNamedAmounts, currencies }: Siblings, key: string): void {
  if (!hasNamedAmounts || currencies === undefined) return;
  if (currencies.usedKeys === undefined) currencies.usedKeys = [key];
  else if (!currencies.usedKeys.includes(key)) currencies.usedKeys.push(key);
}

/** Whether a currency that is no other amount's, here or in an object around, is another than the default one. */
export function contradictsDefault(pass: MetadataPass, siblings: Siblings, defaultCode: string): boolean {
  const { around } = siblings;
  return (currenciesIn(pass, siblings).contradictsDefault ??=
    hasForeignCurrency(pass, siblings, defaultCode) ||
    (around !== undefined &&
      (differs(currenciesIn(pass, around).common, defaultCode) ||
        contradictsDefault(pass, around, defaultCode))));
}

function differs(found: FoundCurrency | undefined, defaultCode: string): boolean {
  return found !== undefined && found.currency?.code !== defaultCode;
}

function hasForeignCurrency(pass: MetadataPass, siblings: Siblings, defaultCode: string): boolean {
  const { byStem } = currenciesIn(pass, siblings);
  if (byStem === undefined) return false;
  const { cache, dottedKeys } = pass;
  let taken: ReadonlySet<string> | undefined;
  for (const [stem, found] of byStem) {
    if (!differs(found, defaultCode)) continue;
    // Whoever says its type says that it is no amount's currency.
    if (cache.propertyOf(found.key, siblings.parent, dottedKeys).type !== undefined) continue;
    taken ??= stemsOfAmounts(pass, siblings);
    if (!taken.has(stem)) return true;
  }
  return false;
}

/** The stems by which some amount of the object would take a currency. */
function stemsOfAmounts({ cache, dottedKeys }: MetadataPass, { object, parent }: Siblings): Set<string> {
  const stems = new Set<string>();
  for (const key of Object.keys(object)) {
    if (key.length > KEY_LENGTH_MAX || isEmpty(object[key])) continue;
    const { name, type } = cache.propertyOf(key, parent, dottedKeys);
    if (!name.namesMoney && type !== 'money' && type !== 'money_minor') continue;
    for (const stem of stemsOf(key)) stems.add(stem);
  }
  return stems;
}

/** `plan_price_eu`, `plan_price`, `plan`. */
function stemsOf(key: string): string[] {
  const words = toWords(key);
  const stems: string[] = [];
  for (let end = words.length; end > 0; end = words.lastIndexOf('_', end - 1)) {
    stems.push(words.slice(0, end));
  }
  return stems;
}

function ownKey({ path }: Property, parent: Property | undefined): string {
  return parent === undefined ? path : path.slice(parent.path.length + 1);
}

/** The currencies in the object, looked for once. */
export function currenciesIn(pass: MetadataPass, siblings: Siblings): Currencies {
  return (siblings.currencies ??= lookForCurrencies(pass, siblings.object));
}

function lookForCurrencies(pass: MetadataPass, object: JsonObject): Currencies {
  let common: FoundCurrency | undefined;
  let hasPlain = false;
  let byStem: Map<string, FoundCurrency> | undefined;
  for (const key in object) {
    const stem = readCurrencyStem(key);
    if (stem === undefined || !hasOwn(object, key)) continue;
    const value = object[key];
    if (isEmpty(value)) continue;
    const found = { key, currency: readCurrency(value, pass.compiled.settings.exponent) };
    if (stem === '') {
      common = betterOf(common, found);
      hasPlain ||= isPlainCurrency(key);
    } else if (saysCurrency(unwrapExtendedJson(value))) {
      byStem ??= new Map();
      byStem.set(stem, betterOf(byStem.get(stem), found));
    }
  }
  return { hasPlain, common, byStem, usedKeys: undefined, contradictsDefault: undefined };
}

/** The first, unless only the second is a code, or both are and only the second stands under `currency`. */
function betterOf(first: FoundCurrency | undefined, second: FoundCurrency): FoundCurrency {
  if (first === undefined) return second;
  if (second.currency === undefined) return first;
  return first.currency === undefined || (isPlainCurrency(second.key) && !isPlainCurrency(first.key))
    ? second
    : first;
}

/** `hard_currency: 1200` is a balance and `multi_currency: true` a switch, as text too. */
function saysCurrency(value: unknown): boolean {
  if (typeof value === 'string') return !/^(?:[\d\s.,+-]+|true|false)$/i.test(value.trim());
  return typeof value === 'object';
}
