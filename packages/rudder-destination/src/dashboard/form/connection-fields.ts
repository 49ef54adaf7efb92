import { MISSING_CONTACT_SETTING, RETRY_FOR_MINUTES_DEFAULT } from '@intercom-destination/core';
import { asOption, type ChoiceField, type TextField } from './form-field';

/** Where data events go and in whose name. The keys and values are those of RudderStack's own Intercom destination. */
export const REQUIRED_FIELDS = {
  apiKey: {
    kind: 'text',
    key: 'apiKey',
    label: 'Access token',
    note: "The access token of an app in your Intercom workspace, from Intercom's Developer Hub. It needs the permission to write events, and to read and write contacts for what is to be found, created or deleted.",
    text: {
      pattern: '^(\\s*[!-~]{1,500}\\s*)$',
      must: 'one word of ASCII characters, as Intercom shows it',
      free: false,
    },
    default: '',
    placeholder: 'e.g. dG9rOjEyMzQ1Njc4XzkwYWJfNGNkZQ==',
    secret: true,
  },
  apiServer: {
    kind: 'choice',
    key: 'apiServer',
    label: 'Region',
    note: 'Where your Intercom workspace is hosted. The host of another region refuses the token.',
    options: [
      { label: 'United States', value: 'standard' },
      { label: 'Europe', value: 'eu' },
      { label: 'Australia', value: 'au' },
    ],
    default: 'standard',
  },
} as const satisfies Record<string, TextField | ChoiceField>;

/** With which version, by which way, and what becomes of events whose contact is missing. */
export const CONNECTION_FIELDS = {
  apiVersion: {
    kind: 'text',
    key: 'apiVersion',
    label: 'API version',
    note: "The version of Intercom's API that events are sent with. v2 stands for 2.14, v1 for 1.4 on the host of the United States, whatever the region says.",
    text: {
      pattern: '^(v1|v2|Unstable|[0-9]{1,2}[.][0-9]{1,2})?$',
      must: 'a version such as 2.14, "v1", "v2" or "Unstable"',
      free: false,
    },
    default: '2.14',
    placeholder: 'e.g. 2.14',
  },
  baseUrl: {
    kind: 'text',
    key: 'baseUrl',
    label: 'Base URL',
    note: 'Instead of the host of the region: a proxy or a simulator. Leave it empty unless you host RudderStack yourself.',
    text: {
      pattern: `^(${baseUrlPattern()})?$`,
      must: 'an http or https URL such as https://api.intercom.io, without a user name, query or fragment',
      free: false,
    },
    default: '',
    placeholder: 'e.g. http://localhost:8080',
    unquoted: true,
  },
  missingContact: {
    kind: 'choice',
    key: 'missingContact',
    label: MISSING_CONTACT_SETTING.label,
    note: `${MISSING_CONTACT_SETTING.note} All of this needs RudderStack's delivery by the transformer's proxy. Without the proxy the server sends the event by itself: a 404 is dropped whatever is chosen here, and no other identifier is tried.`,
    options: MISSING_CONTACT_SETTING.options.map(asOption),
    default: MISSING_CONTACT_SETTING.default,
  },
  retryForMinutes: {
    kind: 'text',
    key: 'retryForMinutes',
    label: 'Retry for minutes',
    note: 'For how long an event waits for its contact under retry, counted from its arrival at RudderStack. RudderStack itself gives up after 180 minutes. Events with nothing but an anonymous id are not tried again.',
    text: { pattern: '^([0-9]{1,3})?$', must: 'a whole number from 0 to 999', free: false, numeric: true },
    default: String(RETRY_FOR_MINUTES_DEFAULT),
    placeholder: `e.g. ${RETRY_FOR_MINUTES_DEFAULT}`,
  },
} as const satisfies Record<string, TextField | ChoiceField>;

/** What core takes for a base URL, narrowed to hosts and ports that every parser reads alike. */
function baseUrlPattern(): string {
  const octet = '(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])';
  const name = '(?!xn--)(?:[A-Za-z0-9_-]{1,63}[.])*[A-Za-z][A-Za-z0-9_-]{0,62}';
  const port = '(?:6553[0-5]|655[0-2][0-9]|65[0-4][0-9]{2}|6[0-4][0-9]{3}|[1-5][0-9]{4}|[1-9][0-9]{0,3})';
  return `https?://(?:${octet}(?:[.]${octet}){3}|${name})(?::${port})?(?:/[!-"$-.0->@-~/]*)?`;
}
