import {
  MAPPING_SETTINGS,
  MISSING_CONTACT_SETTING,
  RETRY_FOR_MINUTES_DEFAULT,
} from '@intercom-destination/core';
import type { GlobalSetting } from '@segment/actions-core';
import { INTERCOM_API_VERSION } from '../versioning-info';
import { baseUrlField } from './base-url';
import { logNotesField } from './log-notes';
import { toChoices } from './to-choices';

/** Where data events go, in whose name, and what becomes of those whose contact is missing. */
export const connectionFields: Record<string, GlobalSetting> = {
  accessToken: {
    type: 'password',
    label: 'Access token',
    description:
      "The access token of an app in your Intercom workspace, from Intercom's Developer Hub. It needs the permission to write events, and to read and write contacts for what is to be found, created or deleted.",
    required: true,
  },
  region: {
    type: 'string',
    label: 'Region',
    description:
      'Where your Intercom workspace is hosted. The host of another region refuses the token, so there is no default.',
    choices: [
      { value: 'US', label: 'United States' },
      { value: 'EU', label: 'Europe' },
      { value: 'AU', label: 'Australia' },
    ],
    required: true,
  },
  apiVersion: {
    type: 'string',
    label: 'API version',
    description: "The version of Intercom's API that events are sent with.",
    default: INTERCOM_API_VERSION,
  },
  ...baseUrlField,
  missingContact: {
    type: 'string',
    label: MISSING_CONTACT_SETTING.label,
    description: MISSING_CONTACT_SETTING.note,
    choices: toChoices(MISSING_CONTACT_SETTING.options),
    default: MISSING_CONTACT_SETTING.default,
  },
  retryForMinutes: {
    type: 'number',
    label: 'Retry for minutes',
    description:
      'For how long an event waits for its contact under retry, counted from its arrival at Segment. Events with nothing but an anonymous id are not tried again.',
    default: RETRY_FOR_MINUTES_DEFAULT,
  },
  sendAnonymousId: {
    type: 'boolean',
    label: MAPPING_SETTINGS.sendAnonymousId.label,
    description: MAPPING_SETTINGS.sendAnonymousId.note,
    default: MAPPING_SETTINGS.sendAnonymousId.default,
  },
  ...logNotesField,
};
