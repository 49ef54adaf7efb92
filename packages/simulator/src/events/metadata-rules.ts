import { accepted, refused, type Checked } from '../checked';
import { invalidParameter, unpermittedParameters } from '../error-list';
import { isJsonObject, type JsonObject } from '../json-value';
import type { SimulatorSwitches } from '../switches';

/** Refuses metadata with an array in it, and what the switches say; gives it back without the nulls that are dropped. */
export function checkMetadata(metadata: JsonObject, switches: SimulatorSwitches): Checked<JsonObject> {
  const arrays = findArrays(metadata, switches.nestedArrays === 'refuse');
  if (arrays.length > 0) return refused(unpermittedParameters(arrays, switches.unpermittedParametersCode));
  if (switches.nonPositiveAmounts === 'refuse' && Object.values(metadata).some(hasOddAmount)) {
    return refused(invalidParameter('amount must be a positive integer'));
  }
  if (switches.nullMetadata === 'store' || !Object.values(metadata).includes(null)) return accepted(metadata);
  if (switches.nullMetadata === 'refuse') return refused(invalidParameter('metadata value is null'));
  return accepted(Object.fromEntries(Object.entries(metadata).filter(([, value]) => value !== null)));
}

/** The keys that hold arrays, in the order sent; a nested one goes by its innermost key. */
function findArrays(object: JsonObject, nested: boolean): string[] {
  const found: string[] = [];
  for (const key of Object.keys(object)) {
    const value = object[key];
    if (Array.isArray(value)) found.push(key);
    else if (nested && isJsonObject(value)) found.push(...findArrays(value, true));
  }
  return found;
}

function hasOddAmount(value: unknown): boolean {
  if (!isJsonObject(value) || !Object.hasOwn(value, 'amount')) return false;
  const { amount } = value;
  return !(Number.isInteger(amount) && (amount as number) > 0);
}

/** The first keys in the order sent; the rest are dropped without an error. */
export function firstKeys(
  metadata: JsonObject,
  limit: number,
  request: { readonly bodyText: string },
): JsonObject {
  const keys = Object.keys(metadata);
  if (keys.length <= limit) return metadata;
  // JSON.parse puts keys such as "10" first, so their order has to come from the text.
  const sent = keys.some(isArrayIndex)
    ? metadataKeysInText(request.bodyText).filter((key) => Object.hasOwn(metadata, key))
    : keys;
  return Object.fromEntries(sent.slice(0, limit).map((key) => [key, metadata[key]]));
}

function isArrayIndex(key: string): boolean {
  return String(Number(key) >>> 0) === key;
}

/** Marks every key of the JSON text, so that none looks like a number, and parses it again. */
function metadataKeysInText(bodyText: string): string[] {
  const marked = bodyText.replaceAll(
    /"([^"\\]*(?:\\.[^"\\]*)*)"(\s*:)?/g,
    (whole, content: string, colon?: string) => (colon === undefined ? whole : `"~${content}"${colon}`),
  );
  const body: unknown = JSON.parse(marked);
  const metadata = isJsonObject(body) ? body['~metadata'] : undefined;
  return isJsonObject(metadata) ? Object.keys(metadata).map((key) => key.slice(1)) : [];
}
