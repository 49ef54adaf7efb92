import { compileEventPattern, type MappingSettings } from '@intercom-destination/core';

/** Names remembered; a dump that has more is slower, and no larger. */
const REMEMBERED_MAX = 2_000;

/** Compiles a test for events of which `keepKeys` says what stays, in their own rule or for all. */
export function createKeptKeysTest({ events, keepKeys }: MappingSettings): (event: string) => boolean {
  const rules = events.rules.map(({ match, metadata }) => ({
    matches: compileEventPattern(match),
    keeps: (metadata?.keepKeys ?? keepKeys).length > 0,
  }));
  if (rules.every(({ keeps }) => keeps === keepKeys.length > 0)) return () => keepKeys.length > 0;
  const remembered = new Map<string, boolean>();
  return (event) => {
    const known = remembered.get(event);
    if (known !== undefined) return known;
    const keeps = rules.find(({ matches }) => matches(event))?.keeps ?? keepKeys.length > 0;
    if (remembered.size < REMEMBERED_MAX) remembered.set(event, keeps);
    return keeps;
  };
}
