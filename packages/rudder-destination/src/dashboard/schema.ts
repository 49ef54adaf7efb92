import { REQUIRED_FIELDS } from './form/connection-fields';
import { FORM_FIELDS } from './form/form';
import {
  NAME,
  patternOf,
  type ChoiceField,
  type Column,
  type FormField,
  type TextRule,
} from './form/form-field';
import { forEachSource } from './source-types';

/** `schema.json`: what a `Config` may be, in the words of RudderStack's own schemas. */
export function configSchema() {
  return {
    configSchema: {
      $schema: 'http://json-schema.org/draft-07/schema#',
      required: Object.keys(REQUIRED_FIELDS),
      type: 'object',
      properties: {
        ...Object.fromEntries(FORM_FIELDS.map((field) => [field.key, fieldSchema(field)])),
        consentManagement: { type: 'object', properties: forEachSource(CONSENTS) },
        connectionMode: { type: 'object', properties: forEachSource({ type: 'string', enum: ['cloud'] }) },
      },
    },
  };
}

type Schema = Readonly<Record<string, unknown>>;

function fieldSchema(field: FormField): Schema {
  switch (field.kind) {
    case 'text':
      return text(field.text);
    case 'choice':
      return choice(field);
    case 'flag':
      return { type: 'boolean', default: field.default };
    case 'tags':
      return list({ [field.tagKey]: text(field.text) });
    case 'rows':
      return list(Object.fromEntries(field.columns.map((column) => [column.key, columnSchema(column)])));
    default:
      return field satisfies never;
  }
}

function columnSchema(column: Column): Schema {
  switch (column.kind) {
    case 'text':
      return text(NAME);
    case 'choice':
      return choice(column);
    default:
      return column satisfies never;
  }
}

function choice(field: ChoiceField): Schema {
  return { type: 'string', enum: field.options.map(({ value }) => value), default: field.default };
}

function text(rule: TextRule): Schema {
  return { type: 'string', pattern: patternOf(rule) };
}

function list(properties: Schema, further: Schema = {}): Schema {
  return { type: 'array', items: { type: 'object', properties, ...further } };
}

const CONSENT: TextRule = { pattern: '^(.{0,100})$', must: 'one line of at most 100 characters', free: true };

/** Source: rudder-integrations-config 1.148, the schemas of all its destinations. */
const CONSENT_PROVIDERS = ['custom', 'iubenda', 'ketch', 'oneTrust'];
const RESOLUTION_STRATEGIES = ['and', 'or'];

const CONSENTS = list(
  {
    provider: { type: 'string', enum: CONSENT_PROVIDERS },
    consents: list({ consent: text(CONSENT) }),
  },
  {
    allOf: [
      {
        if: { properties: { provider: { const: 'custom' } }, required: ['provider'] },
        then: {
          properties: { resolutionStrategy: { type: 'string', enum: RESOLUTION_STRATEGIES } },
          required: ['resolutionStrategy'],
        },
      },
    ],
  },
);
