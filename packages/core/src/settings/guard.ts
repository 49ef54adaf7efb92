import { hasOwn } from '../has-own';
import { isoExponent } from '../iso-4217';
import { asObject, type JsonObject } from '../json-object';
import { isTimeZone } from '../time-zone';
import type { EventRule, EventRules, MappingSettings, MetadataSettings } from './mapping-settings';
import { nearestName } from './nearest-name';
import type { SettingRow } from './row';
import { SettingsError } from './settings-error';
import { MAPPING_SETTINGS, METADATA_SETTINGS } from './table';

/** Completes settings from anywhere, a file included, by the defaults. Throws `SettingsError` at the first bad one. */
export function readMappingSettings(given: unknown = {}): MappingSettings {
  const settings = readTable(given, MAPPING_SETTINGS, '') as unknown as MappingSettings;
  requireDateNames(settings, '');
  settings.events.rules.forEach(({ metadata }, index) => {
    if (metadata !== undefined)
      requireDateNames({ ...settings, ...metadata }, `events.rules[${index}].metadata.`);
  });
  return settings;
}

/** Every setting at its default. */
export const DEFAULT_MAPPING_SETTINGS: MappingSettings = readMappingSettings();

type Table = Readonly<Record<string, SettingRow>>;

function readTable(given: unknown, table: Table, prefix: string): Record<string, unknown> {
  const read = readGiven(given, table, prefix);
  return Object.fromEntries(
    Object.entries(table).map(([name, row]) => [name, hasOwn(read, name) ? read[name] : row.default]),
  );
}

/** Only the settings that are given, each checked. */
function readGiven(given: unknown, table: Table, prefix: string): Record<string, unknown> {
  const settings = asObject(given);
  if (settings === undefined) fail(prefix.slice(0, -1) || 'The settings', 'an object', given);
  requireKnownNames(settings, Object.keys(table), prefix);
  const read: Record<string, unknown> = {};
  for (const [name, row] of Object.entries(table)) {
    const value = hasOwn(settings, name) ? settings[name] : undefined;
    if (value !== undefined) read[name] = readValue(value, row, prefix + name);
  }
  return read;
}

function readValue(value: unknown, row: SettingRow, name: string): unknown {
  switch (row.kind) {
    case 'choice':
      return readChoice(value, row.options, name);
    case 'flag':
      return typeof value === 'boolean' ? value : fail(name, 'true or false', value);
    case 'whole_number':
      if (typeof value === 'number' && Number.isInteger(value) && value >= row.least && value <= row.most) {
        return value;
      }
      return fail(name, `a whole number from ${row.least} to ${row.most}`, value);
    case 'currency':
      return typeof value === 'string' && isCurrency(value)
        ? value.toLowerCase()
        : fail(name, 'an ISO 4217 code such as "usd"', value);
    case 'time_zone':
      return typeof value === 'string' && isTimeZone(value)
        ? value
        : fail(name, 'a time zone of the IANA such as "Europe/Berlin"', value);
    case 'names':
      return readList(value, name).map((entry, index) => readName(entry, `${name}[${index}]`));
    case 'choices': {
      const list = readList(value, name).map((entry, index) =>
        readChoice(entry, row.options, `${name}[${index}]`),
      );
      if (new Set(list).size !== list.length) fail(name, 'a list without repetitions', value);
      if (list.length < row.least)
        fail(name, `a list of at least ${row.least} of ${orList(row.options)}`, value);
      return list;
    }
    case 'name_map':
      return readMap(value, name, readName);
    case 'choice_map':
      return readMap(value, name, (entry, entryName) => readChoice(entry, row.options, entryName));
    case 'event_rules':
      return readEventRules(value, name);
    default:
      return row satisfies never;
  }
}

/** All letters in one case, as the JSON Schema can say it too. */
function isCurrency(code: string): boolean {
  const lower = code.toLowerCase();
  return (code === lower || code === code.toUpperCase()) && isoExponent(lower) !== undefined;
}

function readChoice(value: unknown, options: readonly string[], name: string): string {
  if (typeof value === 'string' && options.includes(value)) return value;
  const near = typeof value === 'string' ? nearestName(value, options) : undefined;
  return fail(name, orList(options), value, near);
}

function readName(value: unknown, name: string): string {
  return typeof value === 'string' && value.trim() !== ''
    ? value
    : fail(name, 'text that is not blank', value);
}

function readList(value: unknown, name: string): readonly unknown[] {
  // A copy without holes, which `map` and `forEach` would pass over unchecked.
  return Array.isArray(value) ? Array.from(value as unknown[]) : fail(name, 'a list', value);
}

function readMap(
  value: unknown,
  name: string,
  readEntry: (entry: unknown, entryName: string) => string,
): Readonly<Record<string, string>> {
  const map = asObject(value) ?? fail(name, 'an object of names', value);
  return Object.fromEntries(
    Object.entries(map).map(([key, entry]) => {
      if (key.trim() === '') fail(name, 'an object of names that are not blank', value);
      return [key, readEntry(entry, `${name}.${key}`)];
    }),
  );
}

const ACTIONS = ['send', 'skip'] as const;

function readEventRules(value: unknown, name: string): EventRules {
  const events = asObject(value) ?? fail(name, 'an object with unlisted and rules', value);
  requireKnownNames(events, ['unlisted', 'rules'], `${name}.`);
  const { unlisted = 'send', rules = [] } = events;
  return {
    unlisted: readChoice(unlisted, ACTIONS, `${name}.unlisted`) as EventRules['unlisted'],
    rules: readList(rules, `${name}.rules`).map((rule, index) =>
      readEventRule(rule, `${name}.rules[${index}]`),
    ),
  };
}

function readEventRule(value: unknown, name: string): EventRule {
  const rule = asObject(value) ?? fail(name, 'an object with match and action', value);
  requireKnownNames(rule, ['match', 'action', 'name', 'metadata'], `${name}.`);
  return {
    match: readName(rule['match'], `${name}.match`),
    action: readChoice(rule['action'], ACTIONS, `${name}.action`) as EventRule['action'],
    ...(rule['name'] === undefined ? {} : { name: readName(rule['name'], `${name}.name`) }),
    ...(rule['metadata'] === undefined
      ? {}
      : {
          metadata: readGiven(rule['metadata'], METADATA_SETTINGS, `${name}.metadata.`),
        }),
  };
}

/** Intercom knows a date by its key alone, so a date renamed to another kind of key would be a number. */
function requireDateNames({ types, renameKeys }: MetadataSettings, prefix: string): void {
  const dates = new Set(
    Object.entries(types)
      .filter(([, type]) => type === 'date')
      .map(([key]) => key.toLowerCase()),
  );
  for (const [from, to] of Object.entries(renameKeys)) {
    if (!dates.has(from.toLowerCase()) || to.toLowerCase().endsWith('_date')) continue;
    fail(`${prefix}renameKeys.${from}`, 'a key that ends in _date, since types says that it is a date', to);
  }
}

function requireKnownNames(given: JsonObject, known: readonly string[], prefix: string): void {
  for (const name of Object.keys(given)) {
    if (known.includes(name)) continue;
    const near = nearestName(name, known);
    const advice = near === undefined ? `there are ${known.join(', ')}` : `did you mean ${prefix}${near}?`;
    throw new SettingsError(`There is no setting ${prefix}${show(name)}; ${advice}`);
  }
}

function fail(name: string, allowed: string, value: unknown, near?: string): never {
  const found = value === undefined ? 'it is missing' : `it is ${show(value)}`;
  throw new SettingsError(
    `${name} must be ${allowed}; ${found}${near === undefined ? '' : `, did you mean "${near}"?`}`,
  );
}

function orList(options: readonly string[]): string {
  const quoted = options.map((option) => `"${option}"`);
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1) ?? ''}`;
}

const SHOWN_LENGTH = 60;

function show(value: unknown): string {
  const text = toJson(value) ?? typeof value;
  return text.length <= SHOWN_LENGTH ? text : `${text.slice(0, SHOWN_LENGTH)}…`;
}

/** `undefined`: the value has no JSON, as a function, a bigint or a circle. */
function toJson(value: unknown): string | undefined {
  try {
    // Its types leave out that a function has no JSON.
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}
