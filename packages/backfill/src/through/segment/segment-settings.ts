import {
  DEFAULT_MAPPING_SETTINGS,
  MAPPING_SETTINGS,
  type MappingSettings,
  type SettingRow,
} from '@intercom-destination/core';
import { isDeepStrictEqual } from 'node:util';
import { CannotRun } from '../../terminal/cannot-run';

/**
 * The mapping as Segment's form says it: a map is a list of pairs. What is the default is left to be one. Throws
 * `CannotRun` on what the form has no way to say.
 */
export function toSegmentSettings(mapping: MappingSettings): Record<string, unknown> {
  const given: Readonly<Record<string, unknown>> = { ...mapping };
  const defaults: Readonly<Record<string, unknown>> = { ...DEFAULT_MAPPING_SETTINGS };
  const settings: Record<string, unknown> = {};
  for (const [name, row] of Object.entries<SettingRow>(MAPPING_SETTINGS)) {
    if (!isDeepStrictEqual(given[name], defaults[name])) settings[name] = toValue(name, row, given[name]);
  }
  return settings;
}

function toValue(name: string, row: SettingRow, value: unknown): unknown {
  if (name === 'timeFrom') {
    throw new CannotRun(
      '--through segment takes no timeFrom: there a field of the form maps the time. Leave timeFrom out of the mapping file, or go through core or rudder.',
    );
  }
  switch (row.kind) {
    case 'choice':
    case 'flag':
    case 'whole_number':
    case 'currency':
    case 'time_zone':
      return value;
    case 'names':
    case 'choices':
      if ((value as readonly string[]).length > 0) return value;
      throw new CannotRun(
        `--through segment cannot set ${name} to an empty list: in Segment's form that is not to set it.`,
      );
    case 'name_map':
    case 'choice_map':
      return Object.entries(value as Readonly<Record<string, string>>).map(([from, to]) =>
        toPair(name, from, to),
      );
    case 'event_rules':
      throw new CannotRun(
        '--through segment takes no event rules: there a subscription says which events are sent. Leave events out of the mapping file, or go through core or rudder.',
      );
    default:
      return row satisfies never;
  }
}

/** The first `=` divides, and `\=` is one that belongs to a name. */
function toPair(name: string, from: string, to: string): string {
  for (const side of [from, to]) {
    if (side === side.trim() && !side.includes('\\')) continue;
    throw new CannotRun(
      `--through segment cannot say ${JSON.stringify(side)} in ${name}: Segment's form takes neither blanks around a name nor a backslash.`,
    );
  }
  return `${from.replaceAll('=', String.raw`\=`)}=${to}`;
}
