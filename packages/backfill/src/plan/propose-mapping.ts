import {
  DEFAULT_MAPPING_SETTINGS,
  type EventRule,
  type MappingSettings,
  type PropertyType,
} from '@intercom-destination/core';
import { stringify } from 'yaml';
import type { ColumnMapping } from '../sources/warehouse/column-mapping';
import { writeColumnMapping } from '../sources/warehouse/read-column-mapping';
import { formatCount } from '../terminal/format';
import { printable } from '../terminal/printable';
import type { Counted } from './distinct-count';
import type { PlanFigures } from './figures';
import type { KeyProfile } from './key-table';

/** Fewer calls than this say little of a property. */
const FILLED_LEAST = 20;
/** One form of a property that so many calls have is what it is; the others are slips. */
const CLEAR_SHARE = 0.9;

/**
 * A mapping file that would settle much of what the plan found, as a start: what is in use, with rules that join the
 * noisiest names, the keys that say most, types where detection wavers, and names that bring a warehouse's spelling to
 * the live one.
 */
export function proposeMapping(
  figures: PlanFigures,
  keys: readonly KeyProfile[],
  inUse: MappingSettings,
  columns: ColumnMapping | undefined,
): string {
  const rules = proposeRules(figures, inUse);
  const dropKeys = keys.filter(isSecret).map(({ path }) => path);
  const settings: Partial<MappingSettings> = {
    ...changedSettings(inUse),
    ...(rules.length === 0 ? {} : { events: { ...inUse.events, rules: [...inUse.events.rules, ...rules] } }),
    ...filled({
      keepKeys: withMore(inUse.keepKeys, proposeKeepKeys(figures, keys)),
      dropKeys: withMore(inUse.dropKeys, dropKeys),
      types: { ...proposeTypes(figures), ...inUse.types },
      renameKeys: { ...proposeRenames(keys), ...inUse.renameKeys },
    }),
  };
  const comments = [
    `Proposed from ${formatCount(figures.calls)} calls. Read it before you use it: it knows counts, not meanings.`,
    ...rules.map(({ match, name }) => {
      const pattern = figures.event_names.patterns.find((found) => found.match === match);
      return `${match}: ${pattern?.names ?? 0} names in ${formatCount(pattern?.calls ?? 0)} calls become ${name ?? ''}.`;
    }),
    ...remainingNames(figures),
  ];
  const said = columns === undefined ? settings : { columns: writeColumnMapping(columns), ...settings };
  const body = Object.keys(said).length === 0 ? '{}\n' : stringify(said);
  return `${comments.map((line) => `# ${printable(line.replace(/\s+/g, ' '))}\n`).join('')}${body}`;
}

function changedSettings(inUse: MappingSettings): Partial<MappingSettings> {
  const defaults: Readonly<Record<string, unknown>> = DEFAULT_MAPPING_SETTINGS;
  const changed = Object.entries(inUse).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(defaults[name]),
  );
  return Object.fromEntries(changed);
}

function proposeRules({ event_names }: PlanFigures, { events }: MappingSettings): readonly EventRule[] {
  const known = new Set(events.rules.map(({ match }) => match.toLowerCase()));
  return event_names.patterns
    .filter(({ match }) => !known.has(match.toLowerCase()))
    .map(({ match, name }) => ({ match, action: 'send', name }));
}

/** Where joining is not enough, the rarest names, which a person may skip. */
function remainingNames({ event_names }: PlanFigures): string[] {
  const joined = event_names.patterns.reduce((sum, { names }) => sum + names - 1, 0);
  const tooMany = event_names.distinct - joined - event_names.limit;
  if (tooMany <= 0) return [];
  const rarest = Object.keys(event_names.calls_by_name).slice(-Math.min(tooMany, 20));
  return [`${tooMany} names are still too many. The rarest: ${rarest.join('; ')}.`];
}

/** Of the properties in calls that lose some: those most often filled, with the most different values. */
function proposeKeepKeys(figures: PlanFigures, keys: readonly KeyProfile[]): readonly string[] {
  const crowded = figures.keys.calls_that_lose_keys;
  if (crowded === 0) return [];
  return keys
    .filter(
      (profile) =>
        !isSecret(profile) && !isPersonal(profile) && profile.counts.leftOut < profile.counts.filled,
    )
    .map(({ path, counts, distinct }) => ({
      path,
      worth: (counts.crowded / crowded) * variety(distinct.counted),
    }))
    .filter(({ worth }) => worth > 0.1)
    .sort((a, b) => b.worth - a.worth || (a.path < b.path ? -1 : 1))
    .slice(0, figures.keys.limit)
    .map(({ path }) => path);
}

/** A value that never changes says nothing; two different ones say half of what many do. */
function variety({ count }: Counted): number {
  return count === 0 ? 0 : 1 - 1 / count;
}

function isSecret({ byName, counts }: KeyProfile): boolean {
  return byName === 'secret_name' || counts.secretValues > 0;
}

function isPersonal({ byName, counts }: KeyProfile): boolean {
  return byName === 'personal_name' || counts.personalValues > 0;
}

function proposeTypes({ keys }: PlanFigures): Readonly<Record<string, PropertyType>> {
  const types: Record<string, PropertyType> = {};
  for (const { path, filled, kinds } of keys.properties) {
    const type = filled < FILLED_LEAST ? undefined : settleKind(kinds, filled);
    if (type !== undefined) types[path] = type;
  }
  return types;
}

/** `undefined`: the property is of one kind, or of so many that a person has to look. */
function settleKind(kinds: Readonly<Record<string, number>>, filled: number): PropertyType | undefined {
  const count = (kind: string) => kinds[kind] ?? 0;
  const numbers = count('number') + count('numeric_text');
  if (count('money') > 0 || Object.keys(kinds).length < 2) return undefined;
  if (numbers === filled) return 'number';
  if (count('date') >= CLEAR_SHARE * filled) return 'date';
  if (numbers >= CLEAR_SHARE * filled && count('number') > 0) return 'number';
  const texts = count('text') + count('numeric_text') + count('number') + count('date');
  const wavers = count('date') > 0 || count('number') > 0;
  return texts === filled && count('text') > 0 && wavers ? 'text' : undefined;
}

/** Keys of a warehouse that stand for a live one, never in the same call. Dates meet under one key as it is. */
function proposeRenames(keys: readonly KeyProfile[]): Readonly<Record<string, string>> {
  const byPath = new Map(keys.map((profile) => [profile.path, profile]));
  const renames: Record<string, string> = {};
  for (const live of keys) {
    const snake = live.snakePath === live.path ? undefined : byPath.get(live.snakePath);
    const liveKey = live.path.replaceAll('.', '_');
    if (snake === undefined || live.counts.besideSnake > 0 || liveKey === snake.path) continue;
    if (live.kinds.date > 0 || snake.kinds.date > 0) continue;
    renames[snake.path] ??= liveKey;
  }
  return renames;
}

function withMore(inUse: readonly string[], more: readonly string[]): readonly string[] {
  return [...inUse, ...more.filter((key) => !inUse.includes(key))];
}

/** Those of the settings that say anything. */
function filled(settings: Partial<MappingSettings>): Partial<MappingSettings> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => Object.keys(value).length > 0));
}
