import { MAPPING_SETTINGS, type SettingRow } from '@intercom-destination/core';
import type { GlobalSetting } from '@segment/actions-core';
import { connectionFields } from './connection-fields';
import { toChoices } from './to-choices';

/** The field Time of the action maps the time itself. */
const WITHOUT_FIELD: ReadonlySet<string> = new Set(['timeFrom']);

/** The settings as Segment's form shows them: the connection, then the mapping out of core's table. */
export const settingsFields: Record<string, GlobalSetting> = { ...connectionFields, ...mappingFields() };

/** Event rules have no place in the form: a subscription says which events are sent. */
function mappingFields(): Record<string, GlobalSetting> {
  const fields: Record<string, GlobalSetting> = {};
  for (const [name, row] of Object.entries<SettingRow>(MAPPING_SETTINGS)) {
    const field = WITHOUT_FIELD.has(name) ? undefined : toField(name, row);
    if (field !== undefined) fields[name] = field;
  }
  return fields;
}

function toField(name: string, row: SettingRow): GlobalSetting | undefined {
  const { label, note } = row;
  switch (row.kind) {
    case 'choice': {
      return {
        type: 'string',
        label,
        description: note,
        choices: toChoices(row.options),
        default: row.default,
      };
    }
    case 'flag':
      return { type: 'boolean', label, description: note, default: row.default };
    case 'whole_number':
      return { type: 'number', label, description: note, default: row.default };
    case 'currency':
    case 'time_zone':
      return { type: 'string', label, description: note, default: row.default };
    case 'names':
      return { type: 'string', multiple: true, label, description: note };
    case 'choices':
      return {
        type: 'string',
        multiple: true,
        label,
        description: `${note} Some of ${row.options.join(', ')}; none given: all of them, in this order.`,
      };
    case 'name_map':
      return { type: 'string', multiple: true, label, description: `${note} ${pairs(name)}` };
    case 'choice_map':
      return {
        type: 'string',
        multiple: true,
        label,
        description: `${note} ${pairs(name)} The types are ${row.options.join(', ')}.`,
      };
    case 'event_rules':
      return undefined;
    default:
      return row satisfies never;
  }
}

/** Segment's settings hold no objects, so a map is a list of pairs. */
function pairs(name: string): string {
  return `Each entry is a pair such as ${exampleOf(name)}.`;
}

function exampleOf(name: string): string {
  switch (name) {
    case 'addKeys':
      return 'page_url=context.page.url';
    case 'types':
      return 'plan=text';
    default:
      return 'plan=tier';
  }
}
