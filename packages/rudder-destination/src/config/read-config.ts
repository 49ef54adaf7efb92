import {
  createMapper,
  createOptOutTest,
  readDeliverySettings,
  readMappingSettings,
  type MappingSettings,
  type TrackCallMapper,
  type Workspace,
} from '@intercom-destination/core';
import type { RudderDestination, RudderSecret } from '../rudder-types';
import { CONNECTION_FIELDS } from './connection-fields';
import { readForm, type GivenConnection } from './read-form';
import { readWorkspace } from './read-workspace';
import { readSettingsFile } from './settings-file';

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

/** What becomes of an event whose contact is missing. */
export interface MissingContactPolicy {
  readonly missingContact: 'give_up' | 'retry' | 'create_user';
  readonly retryForMs: number;
}

/**
 * The settings of a destination: its `Config`, with what the settings file says of its id before it, and the token of
 * its account, if one is connected. The same settings are compiled once, and nothing given is changed. Throws
 * `SettingsError` that names the key.
 */
export function readConfig(destination: RudderDestination, secret?: RudderSecret): CompiledConfig {
  const { Config } = destination;
  const identity = identify(destination, secret);
  const remembered = compiledByConfig.get(Config);
  if (remembered !== undefined && remembered.identity === identity) return remembered.compiled;
  const text = `${identity}\n${JSON.stringify(Config)}`;
  const compiled = compiledByText.get(text) ?? compile(destination, secret);
  if (compiledByText.size >= COMPILED_MAX) compiledByText.clear();
  compiledByText.set(text, compiled);
  // Only what nobody can change any more is known again by being the same object.
  if (Object.isFrozen(Config)) compiledByConfig.set(Config, { identity, compiled });
  return compiled;
}

/** Settings kept ready. Ours: far more destinations than a workspace has; each takes a few kilobytes. */
const COMPILED_MAX = 1000;
const compiledByText = new Map<string, CompiledConfig>();
const compiledByConfig = new WeakMap<
  object,
  { readonly identity: string; readonly compiled: CompiledConfig }
>();

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
function withDisplayName(settings: MappingSettings, displayName: string | undefined): MappingSettings {
  return displayName === undefined || displayName.trim() === ''
    ? settings
    : { ...settings, integrationNames: [...settings.integrationNames, displayName] };
}

const MINUTE_MS = 60_000;

function readMissingContact(connection: GivenConnection, settings: MappingSettings): MissingContactPolicy {
  const missingContact = (connection.missingContact ??
    CONNECTION_FIELDS.missingContact.default) as MissingContactPolicy['missingContact'];
  readDeliverySettings({ missingContact }, settings);
  const minutes = connection.retryForMinutes ?? CONNECTION_FIELDS.retryForMinutes.default;
  return { missingContact, retryForMs: Number(minutes) * MINUTE_MS };
}

function oauthTokenOf(secret: RudderSecret | undefined): string | undefined {
  const token = secret?.['accessToken'] ?? secret?.['access_token'];
  return typeof token === 'string' && token !== '' ? token : undefined;
}
