/** The consent form that every destination has, in the words of RudderStack's own. */
export function consentSettings() {
  return {
    title: 'Consent settings',
    note: 'not visible in the ui',
    fields: [
      {
        type: 'dynamicCustomForm',
        configKey: 'consentManagement',
        default: [],
        rowFields: [
          {
            type: 'singleSelect',
            label: 'Consent management provider',
            configKey: 'provider',
            options: CONSENT_PROVIDERS,
            required: true,
          },
          {
            type: 'singleSelect',
            label: 'the required consent logic',
            configKey: 'resolutionStrategy',
            options: RESOLUTION_STRATEGIES.map((value) => ({ label: value.toUpperCase(), value })),
            required: true,
            variant: 'badge',
            preRequisites: { fields: [{ configKey: 'provider', value: 'custom' }] },
          },
          {
            type: 'tagInput',
            label: 'Enter consent category IDs',
            note: 'Press Enter after each. IDs are unique and seldom change, so they are a better choice than names.',
            configKey: 'consents',
            tagKey: 'consent',
            placeholder: 'e.g. Marketing',
            default: [{ consent: '' }],
          },
        ],
        uniqueRowFields: ['provider'],
      },
    ],
  };
}

export const CONSENT_PROVIDERS = [
  { label: 'Custom', value: 'custom' },
  { label: 'iubenda', value: 'iubenda' },
  { label: 'Ketch', value: 'ketch' },
  { label: 'OneTrust', value: 'oneTrust' },
] as const;

export const RESOLUTION_STRATEGIES = ['and', 'or'] as const;
