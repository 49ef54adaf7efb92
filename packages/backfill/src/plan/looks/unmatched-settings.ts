import { compileEventPattern, type MappingSettings } from '@intercom-destination/core';
import type { Filters } from '../../filters/filters';
import type { PlanFinding } from '../finding';
import type { ProfiledDump } from '../profile-dump';

/** Settings and filters that name what the dump does not have: mostly a slip of the pen. */
export function lookForUnmatched(
  { profile }: ProfiledDump,
  mapping: MappingSettings,
  filters: Pick<Filters, 'only' | 'exclude'>,
): PlanFinding | undefined {
  const unmatched = [
    // What finds no room is not known by its name.
    ...(profile.keys.otherFilled > 0
      ? []
      : unmatchedKeys(
          profile.keys.sorted.map(({ path }) => path),
          mapping,
        )),
    ...(profile.eventsRead.others > 0
      ? []
      : unmatchedNames(
          profile.eventsRead.sorted.map(([name]) => name),
          mapping,
          filters,
        )),
  ];
  if (unmatched.length === 0) return undefined;
  return {
    weight: 'know',
    code: 'unmatched_settings',
    sentence: `Nothing in the dump has these names: ${unmatched.join(', ')}.`,
  };
}

function unmatchedKeys(paths: readonly string[], mapping: MappingSettings): string[] {
  const known = new Set(paths.flatMap(namesOf));
  const layers = [mapping, ...mapping.events.rules.map(({ metadata }) => metadata ?? {})];
  for (const { addKeys = {} } of layers) for (const key of Object.keys(addKeys)) known.add(key.toLowerCase());
  const said = layers.flatMap(({ keepKeys = [], dropKeys = [], types = {}, renameKeys = {} }) =>
    Object.entries({ keepKeys, dropKeys, types: Object.keys(types), renameKeys: Object.keys(renameKeys) }),
  );
  const unmatched = said.flatMap(([setting, keys]) =>
    keys.filter((key) => !known.has(key.toLowerCase())).map((key) => `${setting} ${key}`),
  );
  return [...new Set(unmatched)];
}

/** By which settings may name a property: by its path, the path of what it is in, or the key that is sent. */
function namesOf(path: string): string[] {
  const parts = path.toLowerCase().split('.');
  return [...parts.map((_, at) => parts.slice(0, at + 1).join('.')), parts.join('_')];
}

function unmatchedNames(
  events: readonly string[],
  { events: { rules } }: MappingSettings,
  { only, exclude }: Pick<Filters, 'only' | 'exclude'>,
): string[] {
  const left = new Set(rules);
  const compiled = rules.map((rule) => ({ rule, matches: compileEventPattern(rule.match) }));
  for (const event of events) {
    const first = compiled.find(({ matches }) => matches(event));
    if (first !== undefined) left.delete(first.rule);
  }
  const namesNothing = (pattern: string) => !events.some(compileEventPattern(pattern));
  return [
    ...[...left].map(({ match }) => `event rule ${match}`),
    ...only.filter(namesNothing).map((pattern) => `--only ${pattern}`),
    ...exclude.filter(namesNothing).map((pattern) => `--exclude ${pattern}`),
  ];
}
