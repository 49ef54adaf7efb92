import { SettingsError, type EventRules, type MappingSettings } from '@intercom-destination/core';
import { isDeepStrictEqual } from 'node:util';
import { readForm } from '../../packages/rudder-destination/src/config/read-form';

/** Core's settings as RudderStack holds them: in `Config` what the form can say, in the settings file the rest. */
export interface RudderSettings {
  readonly Config: Readonly<Record<string, unknown>>;
  readonly file: Partial<MappingSettings>;
}

export function toRudderSettings(settings: Partial<MappingSettings> = {}): RudderSettings {
  const Config: Record<string, unknown> = { apiKey: 'token', apiServer: 'standard' };
  const file: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(settings)) {
    const config = name === 'events' ? eventFields(value as EventRules) : { [name]: formValue(value) };
    if (says(config, { [name]: value })) Object.assign(Config, config);
    else file[name] = value;
  }
  return { Config, file };
}

function says(config: Readonly<Record<string, unknown>>, settings: Partial<MappingSettings>): boolean {
  try {
    return isDeepStrictEqual(readForm(config).mapping, settings);
  } catch (error) {
    // An upper-case currency, a name of more than 255 characters.
    if (error instanceof SettingsError) return false;
    throw error;
  }
}

function formValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((name: unknown) => ({ name }));
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value).map(([from, to]) => ({ from, to: to as unknown }));
}

function eventFields({ unlisted, rules }: Partial<EventRules>): Readonly<Record<string, unknown>> {
  return {
    ...(unlisted === undefined ? {} : { unlistedEvents: unlisted }),
    ...(rules === undefined ? {} : { eventRules: rules.map((rule) => ({ ...rule, metadata: undefined })) }),
  };
}
