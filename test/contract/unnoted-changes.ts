import type { Mapped } from '@intercom-destination/core';

/**
 * Places of the call whose value neither arrived as it was nor has a note, at itself or at an object that holds it.
 * `flattened` is no excuse for what was inside: only the key may have changed.
 */
export function listUnnotedChanges(call: unknown, mapped: Extract<Mapped, { ok: true }>): string[] {
  const { dataEvent, identity, notes } = mapped;
  const noted = new Set(notes.filter(({ code }) => code !== 'flattened').map(({ key }) => key));
  const sentValues = dataEvent.metadata ?? {};
  const unnoted: string[] = [];

  const visit = (value: unknown, path: string, flatKey: string) => {
    if (noted.has(path) || sentValues[flatKey] === value) return;
    const isOpened = notes.some(({ code, key }) => code === 'flattened' && key === path);
    if (!isOpened || typeof value !== 'object' || value === null) unnoted.push(path);
    else visitAll(value, `${path}.`, `${flatKey}_`);
  };
  const visitAll = (object: object, pathSoFar: string, flatSoFar: string) => {
    for (const [key, value] of Object.entries(object)) visit(value, pathSoFar + key, flatSoFar + key);
  };

  const { event, properties } = call as { event: unknown; properties?: unknown };
  if (dataEvent.event_name !== event && !noted.has('event')) unnoted.push('event');
  if (typeof properties === 'object' && properties !== null && !Array.isArray(properties)) {
    visitAll(properties, '', '');
  } else if (properties !== undefined && properties !== null && !noted.has('properties')) {
    unnoted.push('properties');
  }
  const sentAsItWas = JSON.stringify(call).includes(JSON.stringify(identity.value).slice(1, -1));
  if (!sentAsItWas && !notes.some(({ code }) => code === 'identifier_changed')) unnoted.push('identity');
  return unnoted;
}
