import { createWorkspace, SettingsError, type Workspace } from '@intercom-destination/core';
import type { Settings } from '../generated-types';

/** Throws `SettingsError` on a token, region, version or URL that cannot be. */
export function readWorkspace(settings: Settings): Workspace {
  const { accessToken, region, baseUrl = '', apiVersion = '' } = settings;
  const at = baseUrl.trim() === '' ? { region } : { baseUrl: baseUrl.trim() };
  try {
    return createWorkspace({
      token: accessToken.trim(),
      at,
      ...(apiVersion.trim() === '' ? {} : { apiVersion: apiVersion.trim() }),
    });
  } catch (error) {
    throw error instanceof TypeError ? new SettingsError(error.message) : error;
  }
}
