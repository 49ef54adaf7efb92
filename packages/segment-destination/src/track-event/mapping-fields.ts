import { MAPPING_SETTINGS, type SettingRow } from '@intercom-destination/core';
import type { InputField } from '@segment/actions-core';
import { toChoices, withLabels } from '../settings/to-choices';

/**
 * The settings of the mapping that each mapping has for itself, out of core's table. Not among them: event rules, since a
 * subscription says which events are sent; what says where in a call to look, since the fields do; and the anonymous id,
 * which is one for the workspace.
 */
export const MAPPING_FIELD_NAMES = [
  'keepKeys',
  'dropKeys',
  'renameKeys',
  'types',
  'otherKeys',
  'keyLimit',
  'keyOrder',
  'arrays',
  'booleans',
  'dates',
  'timeZone',
  'moneyObjects',
  'defaultCurrency',
  'exponent',
  'nameStyle',
  'identifierOrder',
  'placeholderIds',
] as const satisfies readonly (keyof typeof MAPPING_SETTINGS)[];

/** Those that stand open in the form; the others are folded away. */
const VISIBLE: ReadonlySet<string> = new Set(['keepKeys', 'dropKeys', 'renameKeys', 'types']);

const KEY_VALUE = {
  type: 'object',
  additionalProperties: true,
  defaultObjectUI: 'keyvalue:only',
} as const;

/** Where core's note speaks of what the form does not have. */
const OWN_NOTES: Readonly<Record<string, string>> = {
  nameStyle: 'How event names are written. kebab: Order Completed becomes order-completed.',
  placeholderIds:
    'Identifiers that stand for nobody, such as null or guest, whatever their case; emails too. Your list replaces the built-in one.',
};

/**
 * As the form shows them. None has a default of the form's, which would be a part of every payload: what is not set is core's
 * default, and the description says which that is.
 */
export const mappingFields: Readonly<Record<string, InputField>> = Object.fromEntries(
  MAPPING_FIELD_NAMES.map((name) => [name, toField(name, MAPPING_SETTINGS[name])]),
);

function toField(name: string, row: SettingRow): InputField {
  return {
    label: row.label,
    ...shapeOf(row, toFormWords(OWN_NOTES[name] ?? row.note)),
    category: 'config',
    ...(VISIBLE.has(name) ? {} : { displayMode: 'collapsed' as const }),
  };
}

/** Core names settings as a mapping file does, and speaks of calls; the form has labels and events. */
function toFormWords(note: string): string {
  return note
    .replace(/\baddKeys\b/g, 'Further metadata')
    .replace(/\bkeepKeys\b/g, MAPPING_SETTINGS.keepKeys.label)
    .replace(/\ba call\b/g, 'an event')
    .replace(/\bcall\b/g, 'event');
}

function shapeOf(
  row: SettingRow,
  note: string,
): Pick<InputField, 'type' | 'description'> & Partial<InputField> {
  switch (row.kind) {
    case 'choice': {
      const choices = toChoices(row.options);
      const own = choices.find(({ value }) => value === row.default);
      return {
        type: 'string',
        description: `${withLabels(note, row.options)} Default: ${own?.label ?? row.default}.`,
        choices,
      };
    }
    case 'flag':
      return { type: 'boolean', description: `${note} Default: ${row.default ? 'on' : 'off'}.` };
    case 'whole_number':
      return { type: 'number', description: `${note} Default: ${row.default}.` };
    case 'currency':
    case 'time_zone':
      return { type: 'string', description: `${note} Default: ${row.default}.` };
    case 'names':
      return { type: 'string', multiple: true, description: note };
    case 'choices':
      return {
        type: 'string',
        multiple: true,
        description: `${note} If empty: all, in this order.`,
        choices: toChoices(row.options),
      };
    case 'name_map':
      return {
        ...KEY_VALUE,
        description: `${note} Enter the property as the key and its new name as the value.`,
      };
    case 'choice_map':
      return {
        ...KEY_VALUE,
        description: `${note} Enter the property as the key and one of these as the value: ${row.options.join(', ')}.`,
      };
    case 'event_rules':
      throw new Error('A form has no place for event rules.');
    default:
      return row satisfies never;
  }
}
