import { FORM_FIELDS } from './form/form';
import { patternOf, type FormField } from './form/form-field';

/** A case of the file that RudderStack keeps under `test/data/validation/destinations`. */
export type ValidationCase =
  | { readonly testTitle: string; readonly config: Config; readonly result: true }
  | {
      readonly testTitle: string;
      readonly config: Config;
      readonly result: false;
      readonly err: readonly string[];
    };

type Config = Readonly<Record<string, unknown>>;

const MINIMAL: Config = { apiKey: 'dG9rOnRva2Vu', apiServer: 'standard' };

/** What is accepted, and for each field what is refused, with ajv's own words. */
export function validationCases(): readonly ValidationCase[] {
  return [
    accepted('The required fields alone', MINIMAL),
    accepted('The form as it is opened', { ...Object.fromEntries(FORM_FIELDS.map(opened)), ...MINIMAL }),
    accepted('Values that come later', {
      apiKey: 'env.INTERCOM_TOKEN',
      apiServer: 'eu',
      keyLimit: '{{ event.context.limit || 10 }}',
      baseUrl: 'env.INTERCOM_URL',
    }),
    accepted('Rows and tags, blank ones too', {
      ...MINIMAL,
      keepKeys: [{ name: 'plan' }, { name: '' }],
      renameKeys: [
        { from: 'plan', to: 'tier' },
        { from: '', to: '' },
      ],
      types: [{ from: 'due', to: 'date' }, { from: '', to: 'text' }, { from: 'sum' }],
      eventRules: [{ match: 'Order *', action: 'send', name: 'order' }, { match: 'Debug' }],
    }),
    accepted('Consent management', { ...MINIMAL, consentManagement: CONSENT }),
    refused('No token', { apiServer: 'eu' }, [" must have required property 'apiKey'"]),
    refused('A consent provider that there is not', withConsent({ provider: 'nobody' }), [
      'consentManagement.web.0.provider must be equal to one of the allowed values',
    ]),
    refused('A custom consent provider without its logic', withConsent({ provider: 'custom' }), [
      "consentManagement.web.0 must have required property 'resolutionStrategy'",
      'consentManagement.web.0 must match "then" schema',
    ]),
    refused('A mode of connection that there is not', { ...MINIMAL, connectionMode: { web: 'device' } }, [
      'connectionMode.web must be equal to one of the allowed values',
    ]),
    ...FORM_FIELDS.map(badValue),
  ];
}

const CONSENT: Config = {
  web: [{ provider: 'custom', consents: [{ consent: 'Marketing' }], resolutionStrategy: 'or' }],
  android: [{ provider: 'iubenda', consents: [{ consent: '1' }] }],
};

function accepted(testTitle: string, config: Config): ValidationCase {
  return { testTitle, config, result: true };
}

function refused(testTitle: string, config: Config, err: readonly string[]): ValidationCase {
  return { testTitle, config, result: false, err };
}

function withConsent(row: Config): Config {
  return { ...MINIMAL, consentManagement: { web: [row] } };
}

/** What the form holds before anything is written into it. */
function opened(field: FormField): [string, unknown] {
  switch (field.kind) {
    case 'text':
    case 'choice':
    case 'flag':
      return [field.key, field.default];
    case 'tags':
      return [field.key, field.default.map((text) => ({ [field.tagKey]: text }))];
    case 'rows':
      return [field.key, []];
    default:
      return field satisfies never;
  }
}

function badValue(field: FormField): ValidationCase {
  const { key } = field;
  const bad = (value: unknown, ...err: readonly string[]) =>
    refused(`A bad ${key}`, { ...MINIMAL, [key]: value }, err);
  switch (field.kind) {
    case 'text':
      return bad('no such value', `${key} must match pattern "${patternOf(field.text)}"`);
    case 'choice':
      return bad('no such value', `${key} must be equal to one of the allowed values`);
    case 'flag':
      return bad('yes', `${key} must be boolean`);
    case 'tags':
      return bad(
        ['plain', { [field.tagKey]: LONG }],
        `${key}.0 must be object`,
        `${key}.1.${field.tagKey} must match pattern "${patternOf(field.text)}"`,
      );
    case 'rows':
      return bad({ plan: 'tier' }, `${key} must be array`);
    default:
      return field satisfies never;
  }
}

const LONG = 'x'.repeat(256);
