import { asObject, ownValue, type JsonObject } from '../json-object';
import { JSON_TEXT_LENGTH_MAX } from '../limits';
import type { Note } from '../notes';

const FIELDS = ['properties', 'context', 'traits', 'integrations'] as const;

/**
 * The call with `properties`, `context`, `traits`, `integrations` and `context.traits` as objects where they are the JSON
 * of one, as warehouses and queues write them, some of them twice. The call itself where none of them is text; what
 * cannot be read stays as it is. Both are noted; unreadable properties are noted where properties are read.
 */
export function openTexts<T>(call: T, notes: Note[] = []): T {
  const object = asObject(call);
  if (object === undefined || !holdsText(object)) return call;
  const opened: Record<string, unknown> = { ...object };
  for (const field of FIELDS) {
    if (typeof opened[field] === 'string') opened[field] = openText(object, field, field, notes);
  }
  const context = asObject(opened['context']);
  if (context !== undefined && typeof context['traits'] === 'string') {
    opened['context'] = { ...context, traits: openText(context, 'traits', 'context.traits', notes) };
  }
  return opened as T;
}

/** Asked of every call. */
function holdsText(call: JsonObject): boolean {
  const context = ownValue(call, 'context');
  return (
    typeof context === 'string' ||
    typeof ownValue(call, 'properties') === 'string' ||
    typeof ownValue(call, 'traits') === 'string' ||
    typeof ownValue(call, 'integrations') === 'string' ||
    typeof ownValue(asObject(context), 'traits') === 'string'
  );
}

function openText(holder: JsonObject, key: string, path: string, notes: Note[]): unknown {
  const text = ownValue(holder, key);
  if (typeof text !== 'string') return text;
  const object = readOnce(holder, key, text);
  if (object !== undefined) {
    notes.push({ code: 'json_text_read', key: path, detail: 'Text, read as the JSON of an object.' });
    return object;
  }
  if (path !== 'properties') {
    const detail = 'Text, but not the JSON of an object of at most 1 MB; nothing of it is read.';
    notes.push({ code: 'json_text_unreadable', key: path, detail });
  }
  return text;
}

interface Reading {
  readonly text: string;
  readonly object: JsonObject | undefined;
}

/** The opt-out test, filters and the mapper look at the same call. */
const readings = new WeakMap<JsonObject, Map<string, Reading>>();

function readOnce(holder: JsonObject, key: string, text: string): JsonObject | undefined {
  const ofHolder = readings.get(holder) ?? new Map<string, Reading>();
  const known = ofHolder.get(key);
  // The caller may have changed the call since.
  if (known?.text === text) return known.object;
  const object = readObject(text);
  readings.set(holder, ofHolder.set(key, { text, object }));
  return object;
}

/** The object whose JSON the text is, or whose JSON is the text in it. */
function readObject(text: string): JsonObject | undefined {
  if (text.length > JSON_TEXT_LENGTH_MAX) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return asObject(typeof value === 'string' ? JSON.parse(value) : value);
  } catch {
    return undefined;
  }
}
