import { hasOwn } from '../has-own';
import { asObject, ownValue, readPath, type JsonObject } from '../json-object';
import { KEY_LENGTH_MAX, NESTING_DEPTH_MAX } from '../limits';
import type { Note } from '../notes';
import type { CompiledMetadataSettings } from '../settings/compile-metadata-settings';
import type { PropertyType } from '../settings/mapping-settings';
import { addDateObject } from './add-date';
import { isEmpty } from './empty';
import { unwrapExtendedJson } from './extended-json';
import { isMoneyObject } from './money-object';
import {
  addCandidate,
  addNote,
  isWanted,
  noteEmpty,
  noteExtendedJson,
  noteUnwanted,
  type MetadataPass,
} from './pass';
import { pathOf, type Property } from './property';
import type { PropertyCache } from './property-cache';
import { readMoneyObject } from './read-amount';
import { readArray } from './read-array';
import { readBoolean, readNumber, readPlainText } from './read-scalar';
import { fitText, repairText } from './read-text';
import { readTypedScalar } from './read-typed';
import { readRichLink, type RichLink } from './rich-link';
import { siblingsIn, type Siblings } from './siblings';
import type { Candidate } from './value';

/** Reads `properties`, and what `addKeys` brings from elsewhere in the call, noting every change and loss. */
export function readProperties(
  call: JsonObject,
  compiled: CompiledMetadataSettings,
  cache: PropertyCache,
  notes: Note[],
): Candidate[] {
  const properties = ownValue(call, 'properties');
  const topLevel = asObject(properties);
  const dottedKeys = compiled.rules === undefined ? NO_KEYS : findDottedKeys(topLevel);
  const pass: MetadataPass = {
    compiled,
    cache,
    properties: topLevel ?? NO_PROPERTIES,
    dottedKeys,
    candidates: [],
    notes,
    namesOtherCurrency: undefined,
  };
  if (topLevel !== undefined)
    readObject(pass, topLevel, siblingsIn(topLevel, undefined, undefined, true), []);
  else if (properties !== undefined && properties !== null) {
    addNote(
      pass,
      'properties',
      'properties_unreadable',
      'Neither an object nor the JSON of one of at most 1 MB, so nothing of it is sent.',
    );
  }
  for (const [key, path] of compiled.additions) {
    const value = readPath(call, path);
    if (value === undefined) continue;
    const property = cache.propertyOfAddition(key);
    readProperty(pass, property, value, mayHoldAmounts(property, value) ? siblingsAt(call, path) : undefined);
  }
  return pass.candidates;
}

function mayHoldAmounts({ type }: Property, value: unknown): boolean {
  return type === 'money' || type === 'money_minor' || asObject(value) !== undefined;
}

/** What stands beside the value at a path of the call. */
function siblingsAt(call: JsonObject, path: readonly string[]): Siblings | undefined {
  const object = asObject(readPath(call, path.slice(0, -1)));
  if (object === undefined) return undefined;
  const [field = ''] = path;
  const elsewhere = field === 'properties' ? undefined : asObject(ownValue(call, field));
  return siblingsIn(object, undefined, elsewhere, false);
}

const NO_PROPERTIES: JsonObject = {};
const NO_KEYS: ReadonlySet<string> = new Set();

function findDottedKeys(topLevel: JsonObject | undefined): ReadonlySet<string> {
  const dotted = Object.keys(topLevel ?? {}).filter(
    (key) => key.length <= KEY_LENGTH_MAX && key.includes('.'),
  );
  return dotted.length === 0 ? NO_KEYS : new Set(dotted.map((key) => key.toLowerCase()));
}

/** `object` is what no setting drops; `usedKeys` are those that it gave away already. */
function readObject(
  pass: MetadataPass,
  object: JsonObject,
  siblings: Siblings,
  usedKeys: readonly string[],
): void {
  const { parent } = siblings;
  const firstOfObject = pass.candidates.length;
  for (const key of Object.keys(object)) {
    if (usedKeys.includes(key)) continue;
    if (key.length > KEY_LENGTH_MAX) {
      const detail = `The key is longer than ${KEY_LENGTH_MAX} UTF-16 units; dropped.`;
      addNote(pass, pathOf(key, parent), 'key_dropped', detail);
      continue;
    }
    readProperty(pass, pass.cache.propertyOf(key, parent, pass.dottedKeys), object[key], siblings);
  }
  const usedCurrencies = siblings.usedKeys;
  if (usedCurrencies === undefined) return;
  for (const key of usedCurrencies) removeCurrency(pass, key, parent, firstOfObject);
}

function removeCurrency(
  { candidates, notes }: MetadataPass,
  key: string,
  parent: Property | undefined,
  firstOfObject: number,
): void {
  const path = pathOf(key, parent);
  const depth = parent === undefined ? 0 : parent.depth + 1;
  for (let at = firstOfObject; at < candidates.length; at += 1) {
    const property = candidates[at]?.property;
    if (property?.path !== path || property.depth !== depth) continue;
    removeAt(candidates, at);
    notes.push({ code: 'currency_used', key: path, detail: 'Sent inside the amounts of money beside it.' });
    return;
  }
}

/** A fraction of the time of `splice`, which makes a list of what it takes out. */
function removeAt(candidates: Candidate[], at: number): void {
  for (let to = at; to + 1 < candidates.length; to += 1) {
    const next = candidates[to + 1];
    if (next !== undefined) candidates[to] = next;
  }
  candidates.pop();
}

function readProperty(
  pass: MetadataPass,
  property: Property,
  given: unknown,
  siblings: Siblings | undefined,
): void {
  if (property.isDropped) {
    addNote(pass, property.path, 'dropped_by_setting', 'Named in dropKeys.');
    return;
  }
  // Without a type, only an object that may be MongoDB's is asked, in readNestedObject.
  const value = property.type === undefined ? given : unwrapNoted(pass, property, given);
  // An object or a list may hold what is wanted.
  if (typeof value !== 'object' && !isWanted(pass, property) && !isEmpty(value)) {
    noteUnwanted(pass, property.path);
    return;
  }
  if (property.type !== undefined && !isEmpty(value)) {
    if (readTyped(pass, property, property.type, value, siblings)) return;
    addNote(
      pass,
      property.path,
      'type_mismatch',
      `Cannot be read as ${property.type}, as the setting types says.`,
    );
  }
  readByLooks(pass, property, value, siblings);
}

function unwrapNoted(pass: MetadataPass, property: Property, value: unknown): unknown {
  const plain = unwrapExtendedJson(value);
  if (!Object.is(plain, value)) noteExtendedJson(pass, property);
  return plain;
}

function readTyped(
  pass: MetadataPass,
  property: Property,
  type: PropertyType,
  value: unknown,
  siblings: Siblings | undefined,
): boolean {
  const whole = type === 'date' ? undefined : asObject(value);
  if (whole === undefined) return readTypedScalar(pass, property, type, value, siblings);
  const object = withoutDropped(pass, property, whole);
  if (type === 'rich_link') {
    const link = readRichLink(object);
    if (link === undefined) return false;
    addRichLink(pass, property, link);
    flatten(pass, property, object, siblingsWithin(property, whole, siblings), ['url', link.labelKey]);
    return true;
  }
  if ((type !== 'money' && type !== 'money_minor') || !isMoneyObject(object)) return false;
  readMoneyLike(
    pass,
    property,
    object,
    type === 'money' ? 'major' : 'minor',
    siblingsWithin(property, whole, siblings),
  );
  return true;
}

function readByLooks(
  pass: MetadataPass,
  property: Property,
  value: unknown,
  siblings: Siblings | undefined,
): void {
  switch (typeof value) {
    case 'string':
      readPlainText(pass, property, value, siblings);
      return;
    case 'number':
      readNumber(pass, property, value, siblings);
      return;
    case 'boolean':
      readBoolean(pass, property, value);
      return;
    case 'undefined':
      noteEmpty(pass, property.path);
      return;
    case 'object':
      if (value === null) noteEmpty(pass, property.path);
      else if (Array.isArray(value)) readArray(pass, property, value);
      else if (value instanceof Date) addDateObject(pass, property, value);
      else readNestedObject(pass, property, value as JsonObject, siblings);
      return;
    default:
      addNote(pass, property.path, 'unsupported_value', 'JSON has no such value; dropped.');
  }
}

function readNestedObject(
  pass: MetadataPass,
  property: Property,
  whole: JsonObject,
  around: Siblings | undefined,
): void {
  const object = withoutDropped(pass, property, whole);
  if (object !== whole && isEmpty(object)) {
    addNote(pass, property.path, 'dropped_by_setting', 'All that it held is named in dropKeys.');
    return;
  }
  const filled = countFilled(object);
  const plain = filled <= 1 ? unwrapNoted(pass, property, object) : object;
  if (plain !== object) {
    readProperty(pass, property, plain, around);
    return;
  }
  if (filled === 0) {
    noteEmpty(pass, property.path);
    return;
  }
  const richLink = filled === 2 ? readRichLink(object) : undefined;
  if (richLink !== undefined) {
    addRichLink(pass, property, richLink);
    noteBlanks(pass, property, object);
    return;
  }
  const isMoney = isMoneyObject(object);
  const isMoneyWhole = object === whole ? isMoney : isMoneyObject(whole);
  const siblings = siblingsIn(whole, property, around?.field, !isMoneyWhole);
  if (isMoney) readMoneyLike(pass, property, object, pass.compiled.settings.moneyObjects, siblings);
  else flatten(pass, property, object, siblings, []);
}

function countFilled(object: JsonObject): number {
  let filled = 0;
  for (const key in object) if (hasOwn(object, key) && !isEmpty(object[key])) filled += 1;
  return filled;
}

function noteBlanks(pass: MetadataPass, parent: Property, object: JsonObject): void {
  for (const key of Object.keys(object)) {
    if (isEmpty(object[key])) noteEmpty(pass, pathOf(key, parent));
  }
}

/** What a setting drops is gone before the object is looked at, so that it hides in no link and no amount. */
function withoutDropped(pass: MetadataPass, parent: Property, object: JsonObject): JsonObject {
  if (!pass.compiled.hasDrops) return object;
  const isDropped = (name: string) =>
    name.length <= KEY_LENGTH_MAX && pass.cache.propertyOf(name, parent, pass.dottedKeys).isDropped;
  const dropped = new Set(Object.keys(object).filter(isDropped));
  for (const name of dropped) addNote(pass, pathOf(name, parent), 'dropped_by_setting', 'Named in dropKeys.');
  return dropped.size === 0
    ? object
    : Object.fromEntries(Object.entries(object).filter(([name]) => !dropped.has(name)));
}

/** In a money object the currency belongs to the amount, and no other property is one by its name. */
function siblingsWithin(property: Property, whole: JsonObject, around: Siblings | undefined): Siblings {
  return siblingsIn(whole, property, around?.field, !isMoneyObject(whole));
}

/** What else the object holds is flattened beside its amount. */
function readMoneyLike(
  pass: MetadataPass,
  property: Property,
  object: JsonObject,
  unit: 'major' | 'minor',
  siblings: Siblings,
): void {
  const isMoney = readMoneyObject(pass, property, object, unit);
  flatten(pass, property, object, siblings, isMoney ? ['amount', 'currency'] : []);
}

function addRichLink(pass: MetadataPass, property: Property, { url, label }: RichLink): void {
  addNote(pass, property.path, 'rich_link_built', 'Sent as a link with a label.');
  addCandidate(pass, property, 'rich_link', {
    url: repairText(pass, property, url),
    value: fitText(pass, property, label),
  });
}

function flatten(
  pass: MetadataPass,
  property: Property,
  object: JsonObject,
  siblings: Siblings,
  usedKeys: readonly string[],
): void {
  if (usedKeys.length > 0 && Object.keys(object).every((key) => usedKeys.includes(key))) return;
  if (property.depth + 1 >= NESTING_DEPTH_MAX) {
    addNote(pass, property.path, 'too_deep', `Nested more than ${NESTING_DEPTH_MAX} levels deep; dropped.`);
    return;
  }
  addNote(pass, property.path, 'flattened', 'An object; its properties are sent one by one.');
  readObject(pass, object, siblings, usedKeys);
}
