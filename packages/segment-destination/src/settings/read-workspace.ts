import {
  createWorkspace,
  readRegion,
  SettingsError,
  WorkspaceError,
  type Workspace,
} from '@intercom-destination/core';
import type { Settings } from '../generated-types';
import { readBaseUrl } from './base-url';
import { readText } from './read-text';

/** Throws `SettingsError` on a token, region, version or URL that cannot be. */
export function readWorkspace(settings: Settings): Workspace {
  const token = readText(settings.accessToken, 'accessToken');
  const apiVersion = readText(settings.apiVersion, 'apiVersion');
  const baseUrl = readBaseUrl(settings);
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
