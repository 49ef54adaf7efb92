import { SettingsError } from '@intercom-destination/core';
import type { GlobalSetting } from '@segment/actions-core';
import type { Settings } from '../generated-types';
import { readText } from './read-text';
import { isSafeUrl } from './safe-url';

/** For those who host the destination themselves. Segment's catalogue leaves it out: the token goes to Intercom alone there. */
export const baseUrlField: Record<string, GlobalSetting> = {
  baseUrl: {
    type: 'string',
    label: 'Base URL',
    description:
      'Instead of the host of the region: a proxy by https, or a simulator on this machine. Leave it empty unless you host this destination yourself.',
  },
};

/** `undefined`: the region says where. Throws `SettingsError` where the token would go over the network in the clear. */
export function readBaseUrl(settings: Settings): string | undefined {
  const baseUrl = readText(settings.baseUrl, 'baseUrl');
  if (baseUrl === undefined || isSafeUrl(baseUrl)) return baseUrl;
  throw new SettingsError(
    'baseUrl: The base URL must begin with https://, or be an http URL of this machine such as http://127.0.0.1:4010.',
  );
}
