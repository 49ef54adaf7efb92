import {
  asObject,
  BoundedMap,
  createMapper,
  createOptOutTest,
  readMappingSettings,
  readMissingContactPolicy,
  SettingsError,
  type MappingSettings,
  type MissingContactPolicy,
  type TrackCallMapper,
  type Workspace,
} from '@intercom-destination/core';
import { createHash } from 'node:crypto';
import { env } from 'node:process';
import type { RudderDestination, RudderSecret } from '../rudder-types';
import { readForm, type GivenConnection } from './read-form';
import { readWorkspace } from './read-workspace';
import { readSettingsFile, SETTINGS_FILE_VARIABLE } from './settings-file';

/** A destination's settings made ready for many events. */
export interface CompiledConfig {
  readonly workspace: Workspace;
  readonly mapTrackCall: TrackCallMapper;
  /** Whether a call's own options keep it from Intercom. */
  readonly isOptedOut: (call: unknown) => boolean;
  readonly missingContact: MissingContactPolicy;
  /** Complete. */
  readonly settings: MappingSettings;
}

/**
 * The settings of a destination: its `Config`, with what the settings file says of its id before it, and the token of
 * its account, if one is connected. The same settings are compiled once, and nothing given is changed. Throws
 * `SettingsError` that names the key.
 */
export function readConfig(destination: RudderDestination, secret?: RudderSecret): CompiledConfig {
  const { Config } = destination;
  // Whoever calls has it from outside.
  if (asObject(Config) === undefined) throw new SettingsError('Config must be an object of settings.');
  const identity = identify(destination, secret);
  const remembered = readByConfig.get(Config);
  if (remembered !== undefined && remembered.identity === identity) return give(remembered.read);
  const key = keyOf(identity, Config);
  let read = readByKey.get(key);
  if (read === undefined) {
    read = compileOrFail(destination, secret);
    readByKey.set(key, read);
  }
  // Only what nobody can change any more is known again by being the same object.
  if (Object.isFrozen(Config)) readByConfig.set(Config, { identity, read });
  return give(read);
}

/** What came of reading settings. A failure is known again too: it comes with every event. */
type Read =
  | { readonly ok: true; readonly compiled: CompiledConfig }
  | { readonly ok: false; readonly error: SettingsError };

/** Settings kept ready. Ours: far more destinations than a workspace has; each takes a few kilobytes. */
const READ_MAX = 1000;
const readByKey = new BoundedMap<Read>(READ_MAX);
const readByConfig = new WeakMap<object, { readonly identity: string; readonly read: Read }>();

function give(read: Read): CompiledConfig {
  if (read.ok) return read.compiled;
  throw read.error;
}

/** A digest, since the text holds the token. */
function keyOf(identity: string, Config: RudderDestination['Config']): string {
  return createHash('sha256')
    .update(`${env[SETTINGS_FILE_VARIABLE] ?? ''}\n${identity}\n${textOf(Config)}`)
    .digest('base64');
}

function textOf(Config: RudderDestination['Config']): string {
  try {
    return JSON.stringify(Config);
  } catch (error) {
    if (error instanceof RangeError) throw new SettingsError('Config is nested too deep to be read.');
    throw error;
  }
}

function compileOrFail(destination: RudderDestination, secret: RudderSecret | undefined): Read {
  try {
    return { ok: true, compiled: compile(destination, secret) };
  } catch (error) {
    if (error instanceof SettingsError) return { ok: false, error };
    throw error;
  }
}

/** Whatever is read besides `Config`. */
function identify(
  { ID, DestinationDefinition }: RudderDestination,
  secret: RudderSecret | undefined,
): string {
  return JSON.stringify([ID, DestinationDefinition?.DisplayName, oauthTokenOf(secret)]);
}

function compile(destination: RudderDestination, secret: RudderSecret | undefined): CompiledConfig {
  const form = readForm(destination.Config);
  const file = readSettingsFile(destination.ID);
  const given = { ...form.mapping, ...file.mapping };
  const connection = { ...form.connection, ...file.connection };
  const settings = withDisplayName(
    readMappingSettings(given),
    destination.DestinationDefinition?.DisplayName,
  );
  return {
    workspace: readWorkspace(connection, oauthTokenOf(secret)),
    mapTrackCall: createMapper(settings),
    isOptedOut: createOptOutTest(settings),
    missingContact: readMissingContact(connection, settings),
    settings,
  };
}

/** RudderStack hands over a call's options for a destination under the name that its dashboard shows. */
function withDisplayName(settings: MappingSettings, displayName: unknown): MappingSettings {
  return typeof displayName !== 'string' || displayName.trim() === ''
    ? settings
    : { ...settings, integrationNames: [...settings.integrationNames, displayName] };
}

function readMissingContact(
  { missingContact, retryForMinutes }: GivenConnection,
  settings: MappingSettings,
): MissingContactPolicy {
  return readMissingContactPolicy(
    {
      missingContact,
      retryForMinutes: retryForMinutes === undefined ? undefined : Number(retryForMinutes),
    },
    settings,
  );
}

/** The token of a connected account; `undefined`: there is none. */
export function oauthTokenOf(secret: RudderSecret | undefined): string | undefined {
  const token = secret?.['accessToken'] ?? secret?.['access_token'];
  return typeof token === 'string' && token !== '' ? token : undefined;
}
