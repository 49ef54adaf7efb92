import { isoCurrencies } from '../iso-4217';
import { TIME_ZONE_NAME } from '../time-zone';
import type { SettingRow } from './row';
import { MAPPING_SETTINGS, METADATA_SETTINGS } from './table';

type Schema = Readonly<Record<string, unknown>>;

/** The JSON Schema (draft-07) of a mapping file: accepts what the guard accepts, but for what only it can compare. */
export function mappingSettingsSchema(): Schema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Mapping of track calls to Intercom data events',
    ...objectSchema(MAPPING_SETTINGS, {
      $schema: { type: 'string', description: 'Where editors find this schema.' },
    }),
  };
}

function objectSchema(table: Readonly<Record<string, SettingRow>>, further: Schema = {}): Schema {
  const properties = Object.entries(table).map(([name, row]) => [
    name,
    { title: row.label, description: row.note, default: row.default, ...valueSchema(row) },
  ]);
  return {
    type: 'object',
    additionalProperties: false,
    properties: { ...further, ...(Object.fromEntries(properties) as Schema) },
  };
}

const NAME: Schema = { type: 'string', pattern: '\\S' };

function valueSchema(row: SettingRow): Schema {
  switch (row.kind) {
    case 'choice':
      return { enum: row.options };
    case 'flag':
      return { type: 'boolean' };
    case 'whole_number':
      return { type: 'integer', minimum: row.least, maximum: row.most };
    case 'currency': {
      const codes = isoCurrencies().sort();
      return { enum: [...codes, ...codes.map((code) => code.toUpperCase())] };
    }
    case 'time_zone':
      return { type: 'string', pattern: TIME_ZONE_NAME.source };
    case 'names':
      return { type: 'array', items: NAME };
    case 'choices':
      return { type: 'array', items: { enum: row.options }, uniqueItems: true, minItems: row.least };
    case 'name_map':
      return { type: 'object', propertyNames: NAME, additionalProperties: NAME };
    case 'choice_map':
      return { type: 'object', propertyNames: NAME, additionalProperties: { enum: row.options } };
    case 'event_rules':
      return eventRulesSchema();
    default:
      return row satisfies never;
  }
}

const ACTION: Schema = { enum: ['send', 'skip'] };

/** A function, so that bundlers leave the schema out of programs that only map. */
function eventRulesSchema(): Schema {
  return {
    type: 'object',
    additionalProperties: false,
    properties: {
      unlisted: { ...ACTION, description: 'What becomes of events that no rule matches.', default: 'send' },
      rules: {
        type: 'array',
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['match', 'action'],
          properties: {
            match: {
              ...NAME,
              description: 'A name or a pattern with *, compared without case; \\* is a star.',
            },
            action: ACTION,
            name: { ...NAME, description: 'The name to send the event under.' },
            metadata: {
              ...objectSchema(METADATA_SETTINGS),
              description: 'Replaces each setting that it names, whole.',
            },
          },
        },
      },
    },
  };
}
