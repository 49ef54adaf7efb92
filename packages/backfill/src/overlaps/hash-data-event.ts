import type { DataEvent, Identifier, WireValue } from '@intercom-destination/core';
import { hashNumber, hashText } from './hash-text';

/** Of a person, as a call names it first. `before` as for `hashText`. */
export function hashPerson({ by, value }: Identifier, before = 0): number {
  return hashText(value, hashText(by, before));
}

/** Of what Intercom compares beside the second: the person and the event name without case. */
export function hashSubject(person: number, { event_name: name }: DataEvent): number {
  return hashText(name.toLowerCase(), person);
}

/** Of all that an event holds beside its person and second. Two with one hash are the same. */
export function hashContent({ event_name: name, metadata = {} }: DataEvent, before = 0): number {
  let hash = hashText(name, before);
  for (const key in metadata) {
    const value = metadata[key];
    if (value !== undefined) hash = hashValue(value, hashText(key, hash));
  }
  return hash;
}

function hashValue(value: WireValue, before: number): number {
  if (typeof value === 'string') return hashText(value, before);
  if (typeof value === 'number') return hashNumber(value, before);
  if (typeof value === 'boolean') return hashNumber(Number(value), before + 1);
  // Text has no mark of its own, so that others need one.
  if ('amount' in value) return hashText(value.currency, hashNumber(value.amount, before + 2));
  return hashText(value.value, hashText(value.url, before + 3));
}
