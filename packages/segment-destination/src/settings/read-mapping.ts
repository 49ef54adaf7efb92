import { MAPPING_SETTINGS, type MappingSettings, type SettingRow } from '@intercom-destination/core';

/** Settings of the mapping by their names in core, as they arrive. */
export type GivenMapping = Readonly<Record<string, unknown>>;

/** The mapping's settings in core's form, checked by core and not here. What is blank or an empty list is not set. */
export function readMapping(given: GivenMapping): Partial<MappingSettings> {
  const mapping: Record<string, unknown> = {};
  for (const [name, { kind }] of Object.entries<SettingRow>(MAPPING_SETTINGS)) {
    const value = given[name];
    if (kind !== 'event_rules' && !isUnset(value)) mapping[name] = value;
  }
  return mapping;
}

function isUnset(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === 'string') return value.trim() === '';
  return Array.isArray(value) && value.length === 0;
}
