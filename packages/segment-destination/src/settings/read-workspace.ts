import {
  createWorkspace,
  readRegion,
  SettingsError,
  WorkspaceError,
  type Workspace,
} from '@intercom-destination/core';
import type { Settings } from '../generated-types';

/** Throws `SettingsError` on a token, region, version or URL that cannot be. */
export function readWorkspace(settings: Settings): Workspace {
  const token = readText(settings, 'accessToken');
  const apiVersion = readText(settings, 'apiVersion');
  const baseUrl = readText(settings, 'baseUrl');
  if (token === undefined) {
    throw new SettingsError('accessToken must be the access token of an app in your Intercom workspace.');
  }
  try {
    return createWorkspace({
      token,
      at: baseUrl === undefined ? { region: readRegion(settings.region) } : { baseUrl },
      apiVersion,
    });
  } catch (error) {
    if (!(error instanceof WorkspaceError)) throw error;
    const setting = error.option === 'token' ? 'accessToken' : error.option;
    throw new SettingsError(`${setting}: ${error.message}`);
  }
}

/** Trimmed; `undefined`: absent or blank. A function's editor and a program of one's own check no type. */
function readText(settings: Settings, name: 'accessToken' | 'apiVersion' | 'baseUrl'): string | undefined {
  const value: unknown = settings[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw new SettingsError(`${name} must be text.`);
  const text = value.trim();
  return text === '' ? undefined : text;
}
