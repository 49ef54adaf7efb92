import { asObject, type JsonObject } from '@intercom-destination/core';

/** Lines that are looked at: the odd broken one may come first. */
const LINES_MAX = 20;

/** The first object among whole lines of NDJSON; `isWhole`: nothing follows. `undefined`: there is none so far. */
export function findFirstObject(head: Buffer, isWhole: boolean): JsonObject | undefined {
  const text = head.toString('utf8');
  const lines = text.replace(/^\ufeff/, '').split('\n', LINES_MAX + 1);
  if (!isWhole && lines.length <= LINES_MAX) lines.pop();
  for (const line of lines.slice(0, LINES_MAX)) {
    const object = parseObject(line);
    if (object !== undefined) return object;
  }
  return undefined;
}

function parseObject(line: string): JsonObject | undefined {
  try {
    return asObject(JSON.parse(line));
  } catch {
    return undefined;
  }
}
