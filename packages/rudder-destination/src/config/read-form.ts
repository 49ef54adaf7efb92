import { SettingsError, type EventRule, type MappingSettings } from '@intercom-destination/core';
import { CONNECTION_FIELDS, REQUIRED_FIELDS } from '../dashboard/form/connection-fields';
import { FORM_FIELDS } from '../dashboard/form/form';
import type { FormField } from '../dashboard/form/form-field';
import { readValue, type FieldValue, type Row } from './read-value';

/** What `Config` says, in core's form. What is not set is left out. */
export interface GivenSettings {
  readonly connection: GivenConnection;
  readonly mapping: Partial<MappingSettings>;
}

export type GivenConnection = Readonly<
  Partial<Record<keyof typeof REQUIRED_FIELDS | keyof typeof CONNECTION_FIELDS, string>>
>;

/**
 * Reads the form's keys and passes over every other one: RudderStack keeps more in `Config`, and its own Intercom
 * destination has settings that have no meaning here. Throws `SettingsError` on a value that cannot be.
 */
export function readForm(config: Readonly<Record<string, unknown>>): GivenSettings {
  const connection: Record<string, string> = {};
  const mapping: Record<string, unknown> = {};
  for (const field of FORM_FIELDS) {
    const { key } = field;
    const value = readValue(field, key === 'apiServer' ? asSpeltHere(config[key]) : config[key]);
    if (value === undefined) continue;
    const isConnection = key in REQUIRED_FIELDS || key in CONNECTION_FIELDS;
    if (isConnection && typeof value === 'string') connection[key] = value;
    else mapping[key] = toSetting(field, value);
  }
  const { unlistedEvents, eventRules, ...named } = mapping;
  const events = {
    ...(unlistedEvents === undefined ? {} : { unlisted: unlistedEvents }),
    ...(eventRules === undefined ? {} : { rules: eventRules }),
  };
  if (Object.keys(events).length > 0) named['events'] = events;
  return { connection, mapping: named };
}

/** How Intercom V2 spells the regions, and a blank for the default, as both built-in destinations take it. */
const OTHER_SPELLINGS: Readonly<Record<string, string | undefined>> = {
  '': undefined,
  us: 'standard',
  europe: 'eu',
  australia: 'au',
};

function asSpeltHere(apiServer: unknown): unknown {
  if (typeof apiServer !== 'string') return apiServer;
  const lower = apiServer.trim().toLowerCase();
  return Object.hasOwn(OTHER_SPELLINGS, lower) ? OTHER_SPELLINGS[lower] : lower;
}

function toSetting(field: FormField, value: FieldValue): unknown {
  if (field.kind === 'rows') {
    const rows = value as readonly Row[];
    return field.key === 'eventRules' ? rows.map(toEventRule) : toMap(field.key, rows);
  }
  return field.key === 'keyLimit' ? Number(value) : value;
}

function toEventRule({ match, action, name }: Row, index: number): EventRule {
  if (match === undefined) throw new SettingsError(`eventRules[${index}].match must not be blank.`);
  return { match, action: action as EventRule['action'], ...(name === undefined ? {} : { name }) };
}

function toMap(key: string, rows: readonly Row[]): Readonly<Record<string, string>> {
  const seen = new Set<string>();
  const entries = rows.map(({ from, to }): [string, string] => {
    if (from === undefined || to === undefined) {
      throw new SettingsError(`${key} has a row with one side blank: "${from ?? to ?? ''}".`);
    }
    if (seen.has(from)) throw new SettingsError(`${key} names "${from}" twice.`);
    seen.add(from);
    return [from, to];
  });
  return Object.fromEntries(entries);
}
