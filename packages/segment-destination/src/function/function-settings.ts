import { MAPPING_SETTINGS, type SettingRow } from '@intercom-destination/core';
import type { Settings } from '../generated-types';

/**
 * As Segment's editor gives them: text, booleans, lists of text and maps of text. What was left blank is `''`; who has
 * filled in nothing may have no settings at all.
 */
export type FunctionSettings = Readonly<Record<string, unknown>> | null | undefined;

/** The settings as the destination has them: the editor knows no numbers. A bad one is found out when they are used. */
export function readFunctionSettings(given: FunctionSettings): Settings {
  const rows: Readonly<Record<string, SettingRow>> = MAPPING_SETTINGS;
  const settings = Object.entries(given ?? {})
    .filter(([, value]) => value !== '' && value !== null && value !== undefined)
    .map(([name, value]) => {
      const isNumber = name === 'retryForMinutes' || rows[name]?.kind === 'whole_number';
      return [name, isNumber ? toNumber(value) : value];
    });
  return Object.fromEntries(settings) as Settings;
}

function toNumber(value: unknown): unknown {
  return typeof value === 'string' && /^\s*\d+\s*$/.test(value) ? Number(value) : value;
}
