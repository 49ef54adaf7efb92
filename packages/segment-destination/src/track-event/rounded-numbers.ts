/**
 * Whether a text is a number of the events that JSON has rounded. Segment's schema makes text of an id that is a number, and
 * core then takes one for what somebody wrote that is perhaps another person's. Of a batch all events are looked at, since
 * Segment leaves out of the payloads those that it refuses. They are looked at once, and only for such a text.
 */
export function findRoundedNumbers(events: unknown): (text: string) => boolean {
  let rounded: ReadonlySet<string> | undefined;
  return (text) => {
    if (text.length < SHORTEST || Math.abs(Number(text)) <= Number.MAX_SAFE_INTEGER) return false;
    rounded ??= collect(events);
    return rounded.has(text);
  };
}

const SHORTEST = String(Number.MAX_SAFE_INTEGER).length;

function collect(events: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting: unknown[] = [events];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER) found.add(String(value));
    if (typeof value !== 'object' || value === null) continue;
    for (const inside of Object.values(value as Record<string, unknown>)) waiting.push(inside);
  }
  return found;
}
