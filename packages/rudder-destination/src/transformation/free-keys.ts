import type { Note, WireMetadata } from '@intercom-destination/core';

/** Keys under which a built-in destination looks for the person, with the key that is sent instead. */
const FREE_KEYS: ReadonlyMap<string, string> = new Map([
  ['id', 'id_value'],
  ['email', 'email_value'],
]);

/** The metadata without keys that would name somebody. A renamed one gives way to another property that has its new key. */
export function freeKeys(metadata: WireMetadata | undefined): {
  readonly properties: WireMetadata | undefined;
  readonly notes: readonly Note[];
} {
  if (metadata === undefined || ![...FREE_KEYS.keys()].some((key) => Object.hasOwn(metadata, key))) {
    return { properties: metadata, notes: [] };
  }
  const notes: Note[] = [];
  const taken = new Set(Object.keys(metadata).map((key) => key.toLowerCase()));
  const properties = Object.entries(metadata).flatMap(([key, value]) => {
    const free = FREE_KEYS.get(key);
    if (free === undefined) return [[key, value] as const];
    if (taken.has(free)) {
      notes.push({ code: 'key_alike', key, detail: `Another property is sent as ${free}; dropped.` });
      return [];
    }
    const detail = `Sent as ${free}, since RudderStack would take it for the contact's.`;
    notes.push({ code: 'key_changed', key, detail });
    return [[free, value] as const];
  });
  return { properties: Object.fromEntries(properties), notes };
}
