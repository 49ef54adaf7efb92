import {
  createWorkspace,
  SettingsError,
  WorkspaceError,
  type Region,
  type Workspace,
} from '@intercom-destination/core';
import type { GivenConnection } from './read-form';

const REGIONS: Readonly<Record<string, Region>> = { standard: 'US', eu: 'EU', au: 'AU' };

/** `oauthToken` goes before the token of the form: whoever connects an account leaves that one empty or out of date. */
export function readWorkspace(connection: GivenConnection, oauthToken: string | undefined): Workspace {
  const token = oauthToken ?? connection.apiKey;
  if (token === undefined) {
    throw new SettingsError('apiKey is missing: it must be the access token of an Intercom app.');
  }
  const { apiServer = 'standard', apiVersion = 'v2', baseUrl } = connection;
  // The built-in destination sends version 1.4 to the host of the United States, whatever the region.
  const region = apiVersion === 'v1' ? 'US' : (REGIONS[apiServer] ?? 'US');
  try {
    return createWorkspace({
      token,
      at: baseUrl === undefined ? { region } : { baseUrl },
      apiVersion: versionOf(apiVersion),
    });
  } catch (error) {
    if (!(error instanceof WorkspaceError)) throw error;
    const isOauth = error.option === 'token' && oauthToken !== undefined;
    throw new SettingsError(`${isOauth ? 'accessToken' : KEYS[error.option]}: ${error.message}`);
  }
}

/** The form's names. The account's secret has one of its own. */
const KEYS: Readonly<Record<WorkspaceError['option'], string>> = {
  token: 'apiKey',
  region: 'apiServer',
  baseUrl: 'baseUrl',
  apiVersion: 'apiVersion',
};

/** `v2` is "latest" in the built-in destination's form. `undefined`: core's own version. */
function versionOf(apiVersion: string): string | undefined {
  if (apiVersion === 'v1') return '1.4';
  return apiVersion === 'v2' ? undefined : apiVersion;
}
