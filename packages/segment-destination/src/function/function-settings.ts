import { MAPPING_SETTINGS, type SettingRow } from '@intercom-destination/core';
import type { Settings } from '../generated-types';
import type { GivenMapping } from '../settings/read-mapping';

/**
 * As Segment's editor gives them: text, booleans, lists of text and maps of text. What was left blank is `''`; who has
 * filled in nothing may have no settings at all.
 */
export type FunctionSettings = Readonly<Record<string, unknown>> | null | undefined;

/** The settings as the destination and its mapping have them: the editor knows no numbers. A bad one is found out when they are used. */
export function readFunctionSettings(given: FunctionSettings): {
  readonly settings: Settings;
  readonly mapping: GivenMapping;
} {
  const rows: Readonly<Record<string, SettingRow>> = MAPPING_SETTINGS;
  const settings: Record<string, unknown> = {};
  const mapping: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given ?? {})) {
    if (value === '' || value === null || value === undefined) continue;
    const isNumber = name === 'retryForMinutes' || rows[name]?.kind === 'whole_number';
    const isOfMapping = name in MAPPING_SETTINGS && name !== 'sendAnonymousId';
    (isOfMapping ? mapping : settings)[name] = isNumber ? toNumber(value) : value;
  }
  return { settings: settings as unknown as Settings, mapping };
}

function toNumber(value: unknown): unknown {
  return typeof value === 'string' && /^\s*\d+\s*$/.test(value) ? Number(value) : value;
}
