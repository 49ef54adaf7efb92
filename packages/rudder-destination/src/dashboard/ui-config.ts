import { METADATA_SETTINGS } from '@intercom-destination/core';
import { consentSettings } from './consent-settings';
import { CONNECTION_FIELDS, REQUIRED_FIELDS } from './form/connection-fields';
import { FORM_FIELDS } from './form/form';
import { toUiField } from './ui-field';

/** `ui-config.json`: the form as RudderStack's dashboard shows it. */
export function uiConfig() {
  return {
    uiConfig: {
      baseTemplate: [initialSetup(), configurationSettings()],
      sdkTemplate: { title: 'Web SDK settings', note: 'not visible in the ui', fields: [] },
      consentSettingsTemplate: consentSettings(),
    },
  };
}

/** All of its fields are required. */
function initialSetup() {
  return {
    title: 'Initial setup',
    note: 'Review how this destination is set up',
    sections: [
      {
        groups: [
          {
            title: 'Connection settings',
            note: 'Which Intercom workspace the events go to',
            icon: 'settings',
            fields: fieldsWhere((key) => key in REQUIRED_FIELDS),
          },
        ],
      },
      {
        groups: [
          {
            title: 'Connection mode',
            note: [
              'Update how you want to route events from your source to destination. ',
              {
                text: 'Get help deciding',
                link: 'https://www.rudderstack.com/docs/destinations/rudderstack-connection-modes/',
              },
            ],
            icon: 'sliders',
            fields: [],
          },
        ],
      },
    ],
  };
}

function configurationSettings() {
  const isEvents = (key: string) => EVENT_KEYS.includes(key);
  const isMetadata = (key: string) => key in METADATA_SETTINGS;
  const isConnection = (key: string) => key in REQUIRED_FIELDS || key in CONNECTION_FIELDS;
  return {
    title: 'Configuration settings',
    note: 'Manage the settings for your destination',
    sections: [
      section(
        'Delivery',
        'How events are sent, and what becomes of those whose contact is missing',
        (key) => key in CONNECTION_FIELDS,
      ),
      section('Events', 'Which events are sent, under what name, and when they happened', isEvents),
      section(
        'Contacts',
        'Who an event belongs to',
        (key) => !isEvents(key) && !isMetadata(key) && !isConnection(key),
      ),
      section('Metadata', "What becomes of an event's properties", isMetadata),
      {
        id: 'consentSettings',
        title: 'Consent settings',
        note: 'Configure consent settings for each provider here',
        icon: 'settings',
        groups: [],
      },
    ],
  };
}

const EVENT_KEYS: readonly string[] = ['unlistedEvents', 'eventRules', 'nameStyle', 'timeFrom', 'timeZone'];

function section(title: string, note: string, belongs: (key: string) => boolean) {
  return { title, note, icon: 'settings', groups: [{ title, fields: fieldsWhere(belongs) }] };
}

function fieldsWhere(belongs: (key: string) => boolean) {
  return FORM_FIELDS.filter(({ key }) => belongs(key)).map(toUiField);
}
