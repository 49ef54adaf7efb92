import { MAPPING_SETTINGS, type SettingRow } from '@intercom-destination/core';
import type { GlobalSetting } from '@segment/actions-core';
import { settingsFields } from '../settings/form';

/** A setting of a function as Segment declares it. Source: FunctionSettingV1 of segmentio/public-api-sdk-typescript 73.2.0 (3780bc60). */
export interface FunctionSetting {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly type: 'ARRAY' | 'BOOLEAN' | 'STRING' | 'TEXT_MAP';
  readonly required: boolean;
  readonly sensitive: boolean;
}

/** All settings of the function, from the one table. A function has no field Time, so `timeFrom` says where the time is. */
export function functionSettings(): readonly FunctionSetting[] {
  const { label, note } = MAPPING_SETTINGS.timeFrom;
  const fields: Readonly<Record<string, GlobalSetting>> = {
    ...settingsFields,
    timeFrom: { type: 'string', multiple: true, label, description: note },
  };
  return Object.entries(fields).map(([name, field]) => ({
    name,
    label: field.label,
    description: describe(name, field),
    type: typeOf(name, field),
    required: field.required === true,
    sensitive: field.type === 'password',
  }));
}

const ROWS: Readonly<Record<string, SettingRow>> = MAPPING_SETTINGS;

function isMap(name: string): boolean {
  const kind = ROWS[name]?.kind;
  return kind === 'name_map' || kind === 'choice_map';
}

function typeOf(name: string, { type, multiple }: GlobalSetting): FunctionSetting['type'] {
  if (isMap(name)) return 'TEXT_MAP';
  if (multiple === true) return 'ARRAY';
  return type === 'boolean' ? 'BOOLEAN' : 'STRING';
}

/** The form of the destination has pairs where a function has a map, and choices where a function has text. */
function describe(name: string, { description, choices }: GlobalSetting): string {
  const note = isMap(name) ? (ROWS[name]?.note ?? description) : description;
  return choices === undefined ? note : `${note} One of: ${choices.map(({ value }) => value).join(', ')}.`;
}
