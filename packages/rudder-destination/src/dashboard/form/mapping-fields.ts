import { isoCurrencies, MAPPING_SETTINGS, type SettingRow } from '@intercom-destination/core';
import { EVENT_FIELDS } from './event-fields';
import {
  asOption,
  NAME,
  TIME_ZONE,
  type ChoiceColumn,
  type FormField,
  type TextColumn,
  type TextRule,
} from './form-field';

/** Every setting of core's table as fields of the form, in the table's order. Event rules are two fields. */
export const MAPPING_FIELDS: readonly FormField[] = Object.entries<SettingRow>(MAPPING_SETTINGS).flatMap(
  ([name, row]) => toFields(name, row),
);

function toFields(key: string, row: SettingRow): readonly FormField[] {
  const { label, note } = row;
  switch (row.kind) {
    case 'choice':
      return [{ kind: 'choice', key, label, note, options: row.options.map(asOption), default: row.default }];
    case 'flag':
      return [{ kind: 'flag', key, label, note, default: row.default }];
    case 'whole_number':
      return [
        {
          kind: 'text',
          key,
          label,
          note,
          text: wholeNumber(row.least, row.most),
          default: String(row.default),
          placeholder: `e.g. ${row.default}`,
        },
      ];
    case 'currency': {
      const options = isoCurrencies()
        .sort()
        .map((code) => ({ label: code.toUpperCase(), value: code }));
      return [{ kind: 'choice', key, label, note, options, default: row.default }];
    }
    case 'time_zone':
      return [
        {
          kind: 'text',
          key,
          label,
          note,
          text: TIME_ZONE,
          default: row.default,
          placeholder: 'e.g. Europe/Berlin',
        },
      ];
    case 'names':
      return [
        {
          kind: 'tags',
          key,
          label,
          note,
          tagKey: 'name',
          text: NAME,
          default: row.default,
          placeholder: key === 'timeFrom' ? 'e.g. originalTimestamp' : 'e.g. plan',
        },
      ];
    case 'choices':
      return [
        {
          kind: 'tags',
          key,
          label,
          note: `${note} Some of ${row.options.join(', ')}; none given: all of them, in this order.`,
          tagKey: 'name',
          text: oneOf(row.options),
          default: row.default,
          placeholder: `e.g. ${row.options.at(-1) ?? ''}`,
        },
      ];
    case 'name_map':
      return [{ kind: 'rows', key, label, note, columns: nameColumns(key) }];
    case 'choice_map': {
      const [from] = nameColumns(key);
      const to: ChoiceColumn = {
        kind: 'choice',
        key: 'to',
        label: 'Type',
        note: 'What its values are taken for.',
        options: row.options.map(asOption),
        default: row.options[0] ?? '',
      };
      return [{ kind: 'rows', key, label, note, columns: [from, to] }];
    }
    case 'event_rules':
      return EVENT_FIELDS;
    default:
      return row satisfies never;
  }
}

/** `from` and `to` for every map; what they are differs. */
function nameColumns(key: string): readonly [TextColumn, TextColumn] {
  const column = (columnKey: string, label: string, note: string, example: string): TextColumn => ({
    kind: 'text',
    key: columnKey,
    label,
    note,
    placeholder: `e.g. ${example}`,
  });
  return key === 'addKeys'
    ? [
        column('from', 'Key', 'The metadata key that Intercom gets.', 'page_url'),
        column('to', 'Path in the call', 'Where in the call its value is.', 'context.page.url'),
      ]
    : [
        column('from', 'Property', 'The property as the call has it.', 'plan'),
        column('to', 'Key', 'The metadata key that Intercom gets.', 'tier'),
      ];
}

/** As a pattern; may be left blank. */
function wholeNumber(least: number, most: number): TextRule {
  const numbers = Array.from({ length: most - least + 1 }, (_, index) => String(least + index));
  return {
    pattern: `^(${numbers.join('|')})?$`,
    must: `a whole number from ${least} to ${most}`,
    free: false,
    numeric: true,
  };
}

function oneOf(options: readonly string[]): TextRule {
  const pattern = options.map((option) => option.replaceAll('.', '[.]')).join('|');
  return { pattern: `^(${pattern})?$`, must: `one of ${options.join(', ')}`, free: false };
}
