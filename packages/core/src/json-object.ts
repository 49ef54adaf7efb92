import { hasOwn } from './has-own';

/** A JSON object of which nothing is known yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The value as an object with keys of its own, or `undefined` for anything else (arrays and dates included). */
export function asObject(value: unknown): JsonObject | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Date) {
    return undefined;
  }
  return value as JsonObject;
}

/** One own property; never one that the object inherits. `undefined`: the object or the property is absent. */
export function ownValue(object: JsonObject | undefined, key: string): unknown {
  return object !== undefined && hasOwn(object, key) ? object[key] : undefined;
}

/** The value that a path of own properties leads to; `undefined`: it leads nowhere. */
export function readPath(object: JsonObject, segments: readonly string[]): unknown {
  let value: unknown = object;
  for (const segment of segments) value = ownValue(asObject(value), segment);
  return value;
}
