import { hasOwn } from '../has-own';
import type { JsonObject } from '../json-object';
import { KEY_LENGTH_MAX, NESTING_DEPTH_MAX } from '../limits';
import { findCurrencies, findOwnCurrency, namesCurrency } from './currencies';
import { readCurrencyStem } from './currency-key';
import { isEmpty } from './empty';
import { readCurrency } from './money';
import { isMoneyObject } from './money-object';
import type { MetadataPass } from './pass';
import type { Property } from './property';

/**
 * Whether something in the object names another currency than the default one, as deep as objects are flattened. The
 * currency of a money object does not count, nor one to which `types` gives a type, or of whose amount it says `money`.
 */
export function namesOtherCurrency(pass: MetadataPass, object: JsonObject, defaultCode: string): boolean {
  return isNamedByKeys(pass, object, undefined, 0, defaultCode);
}

/** `depth` is that of the object's keys, and `parent` the object as a property. */
function isNamedByKeys(
  pass: MetadataPass,
  object: JsonObject,
  parent: Property | undefined,
  depth: number,
  defaultCode: string,
): boolean {
  const isMoney = depth > 0 && isMoneyObject(object);
  let taken: ReadonlySet<string> | undefined;
  let stemsOfCodes: Set<string> | undefined;
  let stemsOfWords: Set<string> | undefined;
  for (const key in object) {
    if (!hasOwn(object, key)) continue;
    const value = object[key];
    const stem = readCurrencyStem(key);
    if (stem === undefined) {
      if (typeof value !== 'object' || value === null) continue;
      if (key.length > KEY_LENGTH_MAX) continue;
      if (isNamedWithin(pass, value, asParent(pass, key, parent), depth + 1, defaultCode)) return true;
      continue;
    }
    if ((isMoney && key === 'currency') || !namesCurrency(stem, value) || hasType(pass, key, parent))
      continue;
    const code = readCurrency(value, 'iso')?.code;
    if (code !== defaultCode && !(taken ??= findTaken(pass, object, parent)).has(key)) {
      if (code !== undefined) return true;
      (stemsOfWords ??= new Set()).add(stem);
    } else if (code !== undefined) (stemsOfCodes ??= new Set()).add(stem);
  }
  return stemsOfWords !== undefined && hasMore(stemsOfWords, stemsOfCodes);
}

/** A list in a list counts as a level, as an object does. */
function isNamedWithin(
  pass: MetadataPass,
  value: object,
  parent: Property | undefined,
  depth: number,
  defaultCode: string,
): boolean {
  if (depth >= NESTING_DEPTH_MAX) return false;
  if (!Array.isArray(value)) return isNamedByKeys(pass, value as JsonObject, parent, depth, defaultCode);
  for (const item of value as readonly unknown[]) {
    if (typeof item !== 'object' || item === null) continue;
    const itemDepth = Array.isArray(item) ? depth + 1 : depth;
    if (isNamedWithin(pass, item, parent, itemDepth, defaultCode)) return true;
  }
  return false;
}

/** Whoever spells a currency out beside its code, `US dollar` and `USD`, names one currency. */
function hasMore(words: ReadonlySet<string>, codes: ReadonlySet<string> | undefined): boolean {
  for (const stem of words) if (codes?.has(stem) !== true) return true;
  return false;
}

const NONE: ReadonlySet<string> = new Set();

/** Keys of the currencies that amounts in the object take by their stems because `types` calls them money. */
function findTaken(
  pass: MetadataPass,
  object: JsonObject,
  parent: Property | undefined,
): ReadonlySet<string> {
  const { cache, compiled, dottedKeys } = pass;
  if (compiled.rules === undefined) return NONE;
  const { byStem } = findCurrencies(object, compiled.settings.exponent);
  if (byStem === undefined) return NONE;
  const taken = new Set<string>();
  for (const key of Object.keys(object)) {
    if (key.length > KEY_LENGTH_MAX || isEmpty(object[key])) continue;
    const { type } = cache.propertyOf(key, parent, dottedKeys);
    const own = type === 'money' || type === 'money_minor' ? findOwnCurrency(byStem, key) : undefined;
    if (own !== undefined) taken.add(own.key);
  }
  return taken;
}

function hasType(
  { cache, compiled, dottedKeys }: MetadataPass,
  key: string,
  parent: Property | undefined,
): boolean {
  return compiled.rules !== undefined && cache.propertyOf(key, parent, dottedKeys).type !== undefined;
}

/** Only where settings name properties do the properties around one matter. */
function asParent(
  { cache, compiled, dottedKeys }: MetadataPass,
  key: string,
  parent: Property | undefined,
): Property | undefined {
  return compiled.rules === undefined ? undefined : cache.propertyOf(key, parent, dottedKeys);
}
