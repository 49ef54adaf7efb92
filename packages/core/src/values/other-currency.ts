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
 * `depth` is that of the object's keys, and `parent` the object as a property.
 */
export function namesOtherCurrency(
  pass: MetadataPass,
  object: JsonObject,
  defaultCode: string,
  depth = 0,
  parent?: Property,
): boolean {
  const isMoney = depth > 0 && isMoneyObject(object);
  let hasCode: Map<string, boolean> | undefined;
  let taken: ReadonlySet<string> | undefined;
  for (const key in object) {
    if (!hasOwn(object, key)) continue;
    const value = object[key];
    const stem = readCurrencyStem(key);
    if (stem === undefined) {
      if (typeof value !== 'object' || value === null || key.length > KEY_LENGTH_MAX) continue;
      if (isNamedWithin(pass, value, defaultCode, depth + 1, asProperty(pass, key, parent))) return true;
      continue;
    }
    if ((isMoney && key === 'currency') || !namesCurrency(stem, value)) continue;
    if (asProperty(pass, key, parent)?.type !== undefined) continue;
    const code = readCurrency(value, 'iso')?.code;
    const isOther = code !== defaultCode && !(taken ??= findTaken(pass, object, parent)).has(key);
    const isCode = code !== undefined;
    if (isOther && isCode) return true;
    // Whoever spells a currency out beside its code, `US dollar` and `USD`, names one currency.
    if (isOther || isCode) (hasCode ??= new Map()).set(stem, isCode || hasCode.get(stem) === true);
  }
  return hasCode !== undefined && [...hasCode.values()].includes(false);
}

/** A list in a list counts as a level, as an object does. */
function isNamedWithin(
  pass: MetadataPass,
  value: object,
  defaultCode: string,
  depth: number,
  parent: Property | undefined,
): boolean {
  if (depth >= NESTING_DEPTH_MAX) return false;
  if (!Array.isArray(value)) return namesOtherCurrency(pass, value as JsonObject, defaultCode, depth, parent);
  for (const item of value as readonly unknown[]) {
    if (typeof item !== 'object' || item === null) continue;
    if (isNamedWithin(pass, item, defaultCode, depth + Number(Array.isArray(item)), parent)) return true;
  }
  return false;
}

/** Keys of the currencies that amounts in the object take by their stems because `types` calls them money. */
function findTaken(pass: MetadataPass, object: JsonObject, parent: Property | undefined): Set<string> {
  const taken = new Set<string>();
  const { rules, settings } = pass.compiled;
  const byStem = rules && findCurrencies(object, settings.exponent).byStem;
  if (byStem === undefined) return taken;
  for (const key of Object.keys(object)) {
    if (key.length > KEY_LENGTH_MAX || isEmpty(object[key])) continue;
    const type = asProperty(pass, key, parent)?.type;
    const own = type === 'money' || type === 'money_minor' ? findOwnCurrency(byStem, key) : undefined;
    if (own !== undefined) taken.add(own.key);
  }
  return taken;
}

/** `undefined` where no setting names properties: then it does not matter where one stands. */
function asProperty(
  { cache, compiled, dottedKeys }: MetadataPass,
  key: string,
  parent: Property | undefined,
): Property | undefined {
  return compiled.rules && cache.propertyOf(key, parent, dottedKeys);
}
