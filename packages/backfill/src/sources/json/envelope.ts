import { asObject, type JsonObject } from '@intercom-destination/core';
import { isCallType } from '../call-types';
import { ownProperty } from '../own-property';

/** What calls and rows of tables have, and what SDKs send around calls has not. */
const CALL_FIELDS: ReadonlySet<string> = new Set(['event', 'event_text', 'name', 'properties', 'traits']);

/** Whether the value is an object with calls under `batch`, as SDKs send them, and no call itself. */
export function isEnvelope(value: unknown): boolean {
  const object = asObject(value);
  return object !== undefined && Array.isArray(ownProperty(object, 'batch')) && !isCall(object);
}

function isCall(object: JsonObject): boolean {
  return Object.keys(object).some((name) => mayMarkCall(name) && marksCall(name, object[name]));
}

/** Whether a field of that name may show that its object is a call. */
export function mayMarkCall(name: string): boolean {
  return name === 'type' || CALL_FIELDS.has(name);
}

/** Whether the field shows that its object is a call. */
export function marksCall(name: string, value: unknown): boolean {
  return name === 'type' ? isCallType(value) : CALL_FIELDS.has(name);
}
