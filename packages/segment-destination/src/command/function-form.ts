import { MAPPING_SETTINGS, type SettingRow } from '@intercom-destination/core';
import type { GlobalSetting } from '@segment/actions-core';
import { connectionFields } from '../settings/connection-fields';

/** A setting of a function as Segment declares it. Source: FunctionSettingV1 of segmentio/public-api-sdk-typescript 73.2.0 (3780bc60). */
export interface FunctionSetting {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly type: 'ARRAY' | 'BOOLEAN' | 'STRING' | 'TEXT_MAP';
  readonly required: boolean;
  readonly sensitive: boolean;
}

/**
 * All settings of the function: those of the destination, and those of the mapping, of which event rules alone are more than a
 * function's settings can hold.
 */
export function functionSettings(): readonly FunctionSetting[] {
  const ofMapping = Object.entries<SettingRow>(MAPPING_SETTINGS).filter(
    ([name, { kind }]) => !(name in connectionFields) && kind !== 'event_rules',
  );
  return [
    ...Object.entries(connectionFields).map(([name, field]) => ofConnection(name, field)),
    ...ofMapping.map(([name, row]) => ofRow(name, row)),
  ];
}

function ofConnection(name: string, field: GlobalSetting): FunctionSetting {
  const { label, description, type, choices, required } = field;
  return {
    name,
    label,
    description:
      choices === undefined
        ? description
        : oneOf(
            description,
            choices.map(({ value }) => String(value)),
          ),
    type: type === 'boolean' ? 'BOOLEAN' : 'STRING',
    required: required === true,
    sensitive: type === 'password',
  };
}

function ofRow(name: string, row: SettingRow): FunctionSetting {
  const description = 'options' in row ? oneOf(row.note, row.options) : row.note;
  return { name, label: row.label, description, type: TYPES[row.kind], required: false, sensitive: false };
}

const TYPES: Readonly<Record<SettingRow['kind'], FunctionSetting['type']>> = {
  choice: 'STRING',
  flag: 'BOOLEAN',
  whole_number: 'STRING',
  currency: 'STRING',
  time_zone: 'STRING',
  names: 'ARRAY',
  choices: 'ARRAY',
  name_map: 'TEXT_MAP',
  choice_map: 'TEXT_MAP',
  event_rules: 'TEXT_MAP',
};

function oneOf(note: string, options: readonly string[]): string {
  return `${note} One of: ${options.join(', ')}.`;
}
