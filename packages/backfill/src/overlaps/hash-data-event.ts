import type { DataEvent, Identifier } from '@intercom-destination/core';
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
    hash = hashText(key, hash);
    if (typeof value === 'string') hash = hashText(value, hash);
    else if (typeof value === 'number') hash = hashNumber(value, hash);
    else hash = hashText(JSON.stringify(value), hash + 1);
  }
  return hash;
}
