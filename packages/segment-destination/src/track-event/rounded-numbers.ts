import { asObject, type JsonObject } from '@intercom-destination/core';

/** What the host hands over beside the payloads. `events` are aligned with them unless it has left out a payload. */
export interface RawEvents {
  readonly events: readonly unknown[];
  readonly payloads: readonly unknown[];
  /** The mapping as it is saved; `undefined`: the host does not hand it over. */
  readonly mapping: JsonObject | undefined;
}

/** Whether the text in a field of a payload was a number that JSON has rounded. */
export type RoundedTest = (payload: unknown, field: string, text: string) => boolean;

/**
 * Segment's schema makes text of an id that is a number, and core would take a rounded one for what somebody wrote, perhaps
 * another person's id. So a text that can be one is looked for, as a number, in the place that the field is mapped to: of the
 * payload's own event, or of all where they are not aligned, which are then looked through once.
 */
export function createRoundedTest({ events, payloads, mapping }: RawEvents): RoundedTest {
  const isAligned = events.length === payloads.length;
  let inAll: Map<string, ReadonlySet<string>> | undefined;
  return (payload, field, text) => {
    if (!isUnsafeInteger(text)) return false;
    const path = pathOf(mapping?.[field]);
    if (isAligned) return roundedIn([events[payloads.indexOf(payload)]], path).has(text);
    inAll ??= new Map();
    const found = inAll.get(field) ?? roundedIn(events, path);
    inAll.set(field, found);
    return found.has(text);
  };
}

/** Digits alone, more than JSON keeps. What JavaScript writes of larger numbers, `1e+21`, core passes over by itself. */
function isUnsafeInteger(text: string): boolean {
  return /^-?\d{16,22}$/.test(text) && Math.abs(Number(text)) > Number.MAX_SAFE_INTEGER;
}

/** The steps of `$.context.traits.id`; `undefined`: the field is mapped by something else than one path. */
function pathOf(mapped: unknown): readonly string[] | undefined {
  const path = asObject(mapped)?.['@path'];
  return typeof path === 'string'
    ? path.split(/[.[\]'"]+/).filter((step) => step !== '' && step !== '$')
    : undefined;
}

function roundedIn(events: readonly unknown[], path: readonly string[] | undefined): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = path === undefined ? [...events] : events.map((event) => valueAt(event, path));
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER) found.add(String(value));
    if (typeof value !== 'object' || value === null) continue;
    for (const inside of Object.values(value as Record<string, unknown>)) waiting.push(inside);
  }
  return found;
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inside, step) =>
      typeof inside === 'object' && inside !== null ? (inside as JsonObject)[step] : undefined,
    value,
  );
}
