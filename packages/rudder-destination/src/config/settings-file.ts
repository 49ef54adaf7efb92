import {
  asObject,
  MAPPING_SETTINGS,
  readMappingSettings,
  SettingsError,
  type MappingSettings,
} from '@intercom-destination/core';
import { readFileSync } from 'node:fs';
import { env } from 'node:process';
import { CONNECTION_FIELDS } from '../dashboard/form/connection-fields';
import type { GivenConnection } from './read-form';
import { readValue } from './read-value';

/** Names the environment variable that names the file. */
export const SETTINGS_FILE_VARIABLE = 'INTERCOM_DESTINATION_SETTINGS';

/** What the file says of one destination. */
export interface FileSettings {
  readonly connection: GivenConnection;
  /** In core's form, checked. */
  readonly mapping: Partial<MappingSettings>;
}

const NOTHING: FileSettings = { connection: {}, mapping: {} };

/**
 * What the file says of a destination, by its id. The file is read once: a change of it wants a new start of the
 * transformer. Throws `SettingsError` that names the file, and the key where one is bad.
 */
export function readSettingsFile(destinationId: string): FileSettings {
  const path = env[SETTINGS_FILE_VARIABLE];
  if (path === undefined || path === '') return NOTHING;
  const settings = loadOnce(path).get(destinationId);
  if (settings === undefined) return NOTHING;
  try {
    return readSettings(settings);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    throw new SettingsError(`In ${path}, destination ${destinationId}: ${error.message}`);
  }
}

function readSettings(settings: Readonly<Record<string, unknown>>): FileSettings {
  const connection: Record<string, string> = {};
  const mapping: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(settings)) {
    if (!isConnectionKey(key)) {
      mapping[key] = value;
      continue;
    }
    const read = readValue(CONNECTION_FIELDS[key], value);
    if (typeof read === 'string') connection[key] = read;
  }
  requireMapping(mapping);
  return { connection, mapping };
}

function requireMapping(mapping: Readonly<Record<string, unknown>>): void {
  try {
    readMappingSettings(mapping);
  } catch (error) {
    const isUnknown = Object.keys(mapping).some((key) => !Object.hasOwn(MAPPING_SETTINGS, key));
    if (!isUnknown || !(error instanceof SettingsError)) throw error;
    const others = Object.keys(CONNECTION_FIELDS).join(', ');
    throw new SettingsError(
      `${error.message} Beside the settings of the mapping, the file may have ${others}.`,
    );
  }
}

function isConnectionKey(key: string): key is keyof typeof CONNECTION_FIELDS {
  return Object.hasOwn(CONNECTION_FIELDS, key);
}

type Loaded = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

const loadedByPath = new Map<string, Loaded>();

function loadOnce(path: string): Loaded {
  const known = loadedByPath.get(path);
  if (known !== undefined) return known;
  const loaded = load(path);
  loadedByPath.set(path, loaded);
  return loaded;
}

function load(path: string): Loaded {
  const where = `${path}, which ${SETTINGS_FILE_VARIABLE} names,`;
  const byId = asObject(readJson(path, where));
  if (byId === undefined)
    throw new SettingsError(`${where} must hold an object of settings by destination id.`);
  return new Map(
    Object.entries(byId).map(([id, given]) => {
      const settings = asObject(given);
      if (settings === undefined)
        throw new SettingsError(`${where} must hold an object of settings for ${id}.`);
      return [id, settings];
    }),
  );
}

function readJson(path: string, where: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new SettingsError(
      `${where} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'}).`,
    );
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    // Its message quotes the file.
    const position = /\bposition \d+/.exec((error as Error).message)?.[0];
    throw new SettingsError(`${where} is not JSON${position === undefined ? '' : ` (at ${position})`}.`);
  }
}
