import { asObject, ownValue } from '../json-object';
import { isEmpty } from './empty';
import { unwrapExtendedJson } from './extended-json';
import { isJsonScalar } from './json-scalar';
import { addCandidate, addNote, noteEmpty, noteExtendedJson, type MetadataPass } from './pass';
import type { Property } from './property';
import { readText } from './read-text';
import { isBlank } from './text';

/** A list never goes as it is: one array makes Intercom refuse the whole event. */
export function readArray(pass: MetadataPass, property: Property, items: readonly unknown[]): void {
  const { arrays } = pass.compiled.settings;
  if (items.every(isEmpty)) {
    noteEmpty(pass, property.path);
  } else if (arrays === 'drop') {
    addNote(pass, property.path, 'array_dropped', 'The setting arrays says to drop lists.');
  } else if (arrays === 'count') {
    addCount(pass, property, items.length);
  } else {
    const object = items.find(isFilledObject);
    // The first object alone nearly always tells that the items are no scalars.
    const isMixed = object !== undefined && unwrapExtendedJson(object) === object;
    const scalars = object === undefined ? items : isMixed ? undefined : unwrapAll(items);
    if (scalars === undefined) readMixedArray(pass, property, items, arrays);
    else {
      if (scalars !== items) noteExtendedJson(pass, property);
      joinScalars(pass, property, scalars);
    }
  }
}

/** The items with the values of MongoDB's objects; `undefined`: not all are scalars then. */
function unwrapAll(items: readonly unknown[]): readonly unknown[] | undefined {
  const scalars: unknown[] = [];
  for (const item of items) {
    const plain = unwrapExtendedJson(item);
    if (isFilledObject(plain)) return undefined;
    scalars.push(plain);
  }
  return scalars;
}

function joinScalars(pass: MetadataPass, property: Property, items: readonly unknown[]): void {
  const filled = items.filter((item) => !isEmpty(item));
  const texts = filled.filter(isJsonScalar).map(String);
  if (texts.length < filled.length) {
    addNote(pass, property.path, 'unsupported_value', 'What JSON does not have is left out of the list.');
  }
  if (texts.length > 0) addJoined(pass, property, texts);
}

function readMixedArray(
  pass: MetadataPass,
  property: Property,
  items: readonly unknown[],
  arrays: 'auto' | 'join',
): void {
  const names = items.map(nameOfItem).filter((name) => name !== undefined);
  const everyItemIsNamed = names.length === items.length;
  if (arrays === 'auto') addCount(pass, property, items.length);
  if (everyItemIsNamed) addJoined(pass, property, names);
  else if (arrays === 'join') {
    addNote(pass, property.path, 'array_dropped', 'A list of things without a name or title; dropped.');
  }
}

function addJoined(pass: MetadataPass, property: Property, texts: readonly string[]): void {
  addNote(pass, property.path, 'array_joined', 'A list; sent as one text.');
  readText(pass, property, texts.join(', '));
}

function addCount(pass: MetadataPass, list: Property, count: number): void {
  const property = pass.cache.propertyOfCount(list);
  if (property.isDropped) {
    addNote(pass, `${list.path}_count`, 'dropped_by_setting', 'Named in dropKeys.');
    return;
  }
  addNote(pass, list.path, 'array_counted', 'A list; its length is sent.');
  addCandidate(pass, property, 'number', count);
}

function isFilledObject(value: unknown): boolean {
  return typeof value === 'object' && !isEmpty(value);
}

function nameOfItem(item: unknown): string | undefined {
  const object = asObject(item);
  return filledText(ownValue(object, 'name')) ?? filledText(ownValue(object, 'title'));
}

function filledText(value: unknown): string | undefined {
  return typeof value === 'string' && !isBlank(value) ? value : undefined;
}
