import { MAPPING_SETTINGS, type MappingSettings, type SettingRow } from '@intercom-destination/core';
import type { Settings } from '../generated-types';
import { readPairs } from './read-pairs';

/** The mapping's settings in core's form, checked by core and not here. What is blank or an empty list is not set. */
export function readMapping(settings: {
  readonly [name in keyof Settings]?: unknown;
}): Partial<MappingSettings> {
  const given: Readonly<Record<string, unknown>> = { ...settings };
  const mapping: Record<string, unknown> = {};
  for (const [name, row] of Object.entries<SettingRow>(MAPPING_SETTINGS)) {
    const value = given[name];
    if (row.kind === 'event_rules' || isUnset(value)) continue;
    mapping[name] = readValue(value, row, name);
  }
  return mapping;
}

function isUnset(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === 'string') return value.trim() === '';
  return Array.isArray(value) && value.length === 0;
}

function readValue(value: unknown, row: SettingRow, name: string): unknown {
  const isMap = row.kind === 'name_map' || row.kind === 'choice_map';
  return isMap && isTextList(value) ? readPairs(value, name) : value;
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}
