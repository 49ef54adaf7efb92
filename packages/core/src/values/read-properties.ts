import { hasOwn } from '../has-own';
import { NESTING_DEPTH_MAX, OPENED_PATH_LENGTH_MAX } from '../limits';
import type { PropertyType } from '../settings/mapping-settings';
import type { Note } from '../notes';
import { asObject, ownValue, readPath, type JsonObject, type TrackCall } from '../track/track-call';
import { isEmpty } from './empty';
import { addCandidate, addNote, isWanted, noteEmpty, noteUnwanted, type MetadataPass } from './pass';
import { pathOf, type Place } from './property';
import type { PlaceBook } from './property-cache';
import { readMoneyObject, type Siblings } from './read-amount';
import { readArray } from './read-array';
import { readDateObject } from './add-date';
import { readBoolean, readNumber, readPlainText } from './read-scalar';
import { fitText, repairText } from './read-text';
import { readTypedScalar } from './read-typed';
import { readRichLink, type RichLink } from './rich-link';
import type { CompiledMetadataSettings } from '../settings/compile-metadata-settings';
import type { Candidate } from './value';

/** Reads `properties`, and what `addKeys` brings from elsewhere in the call, noting every change and loss. */
export function readProperties(
  call: TrackCall,
  compiled: CompiledMetadataSettings,
  places: PlaceBook,
  notes: Note[],
): Candidate[] {
  const properties = ownValue(call, 'properties');
  const topLevel = asObject(properties);
  const dottedKeys = compiled.rules === undefined ? NO_KEYS : findDottedKeys(topLevel);
  const pass: MetadataPass = { compiled, places, dottedKeys, candidates: [], notes };
  if (topLevel !== undefined) readObject(pass, topLevel, undefined, true, []);
  else if (properties !== undefined && properties !== null) {
    addNote(pass, 'properties', 'properties_unreadable', 'Not an object, so nothing of it is sent.');
  }
  for (const [key, path] of compiled.additions) {
    const value = readPath(call, path);
    if (value !== undefined) readProperty(pass, places.placeOfAddition(key), value, undefined);
  }
  return pass.candidates;
}

const NO_KEYS: ReadonlySet<string> = new Set();

function findDottedKeys(topLevel: JsonObject | undefined): ReadonlySet<string> {
  const dotted = Object.keys(topLevel ?? {}).filter((key) => key.includes('.'));
  return dotted.length === 0 ? NO_KEYS : new Set(dotted.map((key) => key.toLowerCase()));
}

/** `parent` is `undefined` for `properties` itself; `usedKeys` are those that the object gave away already. */
function readObject(
  pass: MetadataPass,
  object: JsonObject,
  parent: Place | undefined,
  amountsUseCurrency: boolean,
  usedKeys: readonly string[],
): void {
  const siblings: Siblings | undefined = amountsUseCurrency
    ? { object, currency: undefined, currencyUsed: false }
    : undefined;
  const firstOfObject = pass.candidates.length;
  for (const key of Object.keys(object)) {
    if (usedKeys.includes(key)) continue;
    readProperty(pass, pass.places.placeOf(key, parent, pass.dottedKeys), object[key], siblings);
  }
  if (siblings?.currencyUsed === true) removeCurrency(pass, siblings, parent, firstOfObject);
}

function removeCurrency(
  pass: MetadataPass,
  { currency }: Siblings,
  parent: Place | undefined,
  firstOfObject: number,
): void {
  if (currency?.state !== 'known') return;
  const path = pathOf(currency.key, parent);
  for (let at = firstOfObject; at < pass.candidates.length; at += 1) {
    if (pass.candidates[at]?.place.path !== path) continue;
    pass.candidates.splice(at, 1);
    addNote(pass, path, 'currency_used', 'Sent inside the amounts of money beside it.');
    return;
  }
}

function readProperty(
  pass: MetadataPass,
  place: Place,
  value: unknown,
  siblings: Siblings | undefined,
): void {
  if (place.isDropped) {
    addNote(pass, place.path, 'dropped_by_setting', 'Named in dropKeys.');
    return;
  }
  if (place.path.length > OPENED_PATH_LENGTH_MAX && asObject(value) !== undefined) {
    addNote(pass, place.path, 'key_dropped', 'The key is too long for an object under it; dropped.');
    return;
  }
  // An object or a list may hold what is wanted.
  if (typeof value !== 'object' && !isEmpty(value) && !isWanted(pass, place)) {
    noteUnwanted(pass, place.path);
    return;
  }
  if (place.type !== undefined && !isEmpty(value)) {
    if (readTyped(pass, place, place.type, value, siblings)) return;
    addNote(pass, place.path, 'type_mismatch', `Cannot be read as ${place.type}, as the setting types says.`);
  }
  readByLooks(pass, place, value, siblings);
}

function readTyped(
  pass: MetadataPass,
  place: Place,
  type: PropertyType,
  value: unknown,
  siblings: Siblings | undefined,
): boolean {
  const whole = type === 'date' ? undefined : asObject(value);
  const object = whole === undefined ? undefined : withoutDropped(pass, place, whole);
  if (object === undefined) return readTypedScalar(pass, place, type, value, siblings);
  if (type === 'rich_link') {
    const link = readRichLink(object);
    if (link === undefined) return false;
    addRichLink(pass, place, link);
    flatten(pass, place, object, true, ['url', link.labelKey]);
    return true;
  }
  if ((type !== 'money' && type !== 'money_minor') || !isMoneyLike(object)) return false;
  readMoneyLike(pass, place, object, type === 'money' ? 'major' : 'minor');
  return true;
}

function readByLooks(pass: MetadataPass, place: Place, value: unknown, siblings: Siblings | undefined): void {
  switch (typeof value) {
    case 'string':
      readPlainText(pass, place, value, siblings);
      return;
    case 'number':
      readNumber(pass, place, value, siblings);
      return;
    case 'boolean':
      readBoolean(pass, place, value);
      return;
    case 'undefined':
      noteEmpty(pass, place.path);
      return;
    case 'object':
      if (value === null) noteEmpty(pass, place.path);
      else if (Array.isArray(value)) readArray(pass, place, value);
      else if (value instanceof Date) readDateObject(pass, place, value);
      else readNestedObject(pass, place, value as JsonObject);
      return;
    default:
      addNote(pass, place.path, 'unsupported_value', 'JSON has no such value; dropped.');
  }
}

function readNestedObject(pass: MetadataPass, place: Place, whole: JsonObject): void {
  const object = withoutDropped(pass, place, whole);
  if (object !== whole && isEmpty(object)) {
    addNote(pass, place.path, 'dropped_by_setting', 'All that it held is named in dropKeys.');
    return;
  }
  const filled = countFilled(object);
  if (filled === 0) {
    noteEmpty(pass, place.path);
    return;
  }
  const richLink = filled === 2 ? readRichLink(object) : undefined;
  if (richLink !== undefined) {
    addRichLink(pass, place, richLink);
    noteBlanks(pass, place, object);
  } else if (isMoneyLike(object)) readMoneyLike(pass, place, object, pass.compiled.settings.moneyObjects);
  else flatten(pass, place, object, true, []);
}

function countFilled(object: JsonObject): number {
  let filled = 0;
  for (const key in object) if (hasOwn(object, key) && !isEmpty(object[key])) filled += 1;
  return filled;
}

function noteBlanks(pass: MetadataPass, parent: Place, object: JsonObject): void {
  for (const key of Object.keys(object)) {
    if (isEmpty(object[key])) noteEmpty(pass, pathOf(key, parent));
  }
}

/** What a setting drops is gone before the object is looked at, so that it hides in no link and no amount. */
function withoutDropped(pass: MetadataPass, parent: Place, object: JsonObject): JsonObject {
  if (!pass.compiled.hasDrops) return object;
  const isDropped = (name: string) => pass.places.placeOf(name, parent, pass.dottedKeys).isDropped;
  const dropped = new Set(Object.keys(object).filter(isDropped));
  for (const name of dropped) addNote(pass, pathOf(name, parent), 'dropped_by_setting', 'Named in dropKeys.');
  return dropped.size === 0
    ? object
    : Object.fromEntries(Object.entries(object).filter(([name]) => !dropped.has(name)));
}

function isMoneyLike(object: JsonObject): boolean {
  return !isEmpty(ownValue(object, 'amount')) && !isEmpty(ownValue(object, 'currency'));
}

/** The currency belongs to the amount: what else the object holds is flattened beside it without a currency. */
function readMoneyLike(pass: MetadataPass, place: Place, object: JsonObject, unit: 'major' | 'minor'): void {
  if (readMoneyObject(pass, place, object, unit)) flatten(pass, place, object, false, ['amount', 'currency']);
  else flatten(pass, place, object, false, []);
}

function addRichLink(pass: MetadataPass, place: Place, { url, label }: RichLink): void {
  addNote(pass, place.path, 'rich_link_built', 'Sent as a link with a label.');
  addCandidate(pass, place, 'rich_link', {
    url: repairText(pass, place, url),
    value: fitText(pass, place, label),
  });
}

function flatten(
  pass: MetadataPass,
  place: Place,
  object: JsonObject,
  amountsUseCurrency: boolean,
  usedKeys: readonly string[],
): void {
  if (usedKeys.length > 0 && Object.keys(object).every((key) => usedKeys.includes(key))) return;
  if (place.depth + 1 >= NESTING_DEPTH_MAX) {
    addNote(pass, place.path, 'too_deep', `Nested more than ${NESTING_DEPTH_MAX} levels deep; dropped.`);
    return;
  }
  addNote(pass, place.path, 'flattened', 'An object; its properties are sent one by one.');
  readObject(pass, object, place, amountsUseCurrency, usedKeys);
}
