import {
  MAPPING_SETTINGS,
  MISSING_CONTACT_SETTING,
  RETRY_FOR_MINUTES_DEFAULT,
} from '@intercom-destination/core';
import type { GlobalSetting } from '@segment/actions-core';
import { INTERCOM_API_VERSION } from '../versioning-info';
import { baseUrlField } from './base-url';
import { logNotesField } from './log-notes';
import { toChoices, withLabels } from './to-choices';

/** Where data events go, in whose name, and what becomes of those whose contact is missing. */
export const connectionFields: Record<string, GlobalSetting> = {
  accessToken: {
    type: 'password',
    label: 'Access token',
    description:
      "The access token of an app in your Intercom workspace, from Intercom's Developer Hub. It needs permission to write events, and to read and write contacts so that they can be found, created and deleted.",
    required: true,
  },
  region: {
    type: 'string',
    label: 'Region',
    description:
      'Where your Intercom workspace is hosted. The hosts of other regions refuse the token, so there is no default.',
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
    description: "The version of Intercom's API that is used to send events.",
    default: INTERCOM_API_VERSION,
  },
  ...baseUrlField,
  missingContact: {
    type: 'string',
    label: MISSING_CONTACT_SETTING.label,
    description: withLabels(MISSING_CONTACT_SETTING.note, MISSING_CONTACT_SETTING.options),
    choices: toChoices(MISSING_CONTACT_SETTING.options),
    default: MISSING_CONTACT_SETTING.default,
  },
  retryForMinutes: {
    type: 'number',
    label: 'Retry window (minutes)',
    description:
      'How long an event is retried while its contact is missing, counted from when Segment received it. Events with only an anonymous ID are not retried.',
    default: RETRY_FOR_MINUTES_DEFAULT,
  },
  sendAnonymousId: {
    type: 'boolean',
    label: MAPPING_SETTINGS.sendAnonymousId.label,
    description: `${MAPPING_SETTINGS.sendAnonymousId.note} Map the field Anonymous ID as well.`,
    default: MAPPING_SETTINGS.sendAnonymousId.default,
  },
  ...logNotesField,
};
