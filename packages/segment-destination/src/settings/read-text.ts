import { SettingsError } from '@intercom-destination/core';

/** Trimmed; `undefined`: absent or blank. A function's editor and a program of one's own check no type. */
export function readText(value: unknown, name: string): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw new SettingsError(`${name} must be text.`);
  const text = value.trim();
  return text === '' ? undefined : text;
}
