import { MAPPING_SETTINGS, type SettingRow } from '@intercom-destination/core';
import type { InputField } from '@segment/actions-core';
import { toChoices } from '../settings/to-choices';

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
    ...shapeOf(row),
    category: 'config',
    ...(VISIBLE.has(name) ? {} : { displayMode: 'collapsed' as const }),
  };
}

function shapeOf(row: SettingRow): Pick<InputField, 'type' | 'description'> & Partial<InputField> {
  const note = row.note.replace(/addKeys/g, 'Further metadata');
  switch (row.kind) {
    case 'choice':
      return {
        type: 'string',
        description: `${note} Default: ${row.default}.`,
        choices: toChoices(row.options),
      };
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
        description: `${note} None given: all of them, in this order.`,
        choices: toChoices(row.options),
      };
    case 'name_map':
      return { ...KEY_VALUE, description: `${note} The key is the property, the value its new key.` };
    case 'choice_map':
      return {
        ...KEY_VALUE,
        description: `${note} The key is the property, the value one of ${row.options.join(', ')}.`,
      };
    case 'event_rules':
      throw new Error('A form has no place for event rules.');
    default:
      return row satisfies never;
  }
}
