import { MAPPING_SETTINGS } from '@intercom-destination/core';
import { describe, expect, it } from '@jest/globals';
import Ajv from 'ajv';
import { readConfig } from '../../packages/rudder-destination/src/config/read-config';
import { FORM_FIELDS } from '../../packages/rudder-destination/src/dashboard/form/form';
import { breachesOfPatterns } from '../contract/rudder-contract';
import { readDashboardFile, type DbConfig, type UiConfig, type UiField } from './dashboard-files';

const db = readDashboardFile('db-config.json') as DbConfig;
const ui = (readDashboardFile('ui-config.json') as UiConfig).uiConfig;
const schema = readDashboardFile('schema.json') as { configSchema: Record<string, Record<string, unknown>> };
const [initialSetup, configuration] = ui.baseTemplate;
const uiFields = ui.baseTemplate.flatMap(({ sections }) =>
  sections.flatMap(({ groups }) => groups.flatMap(({ fields }) => fields)),
);

describe('the form, the schema and the reader know the same keys', () => {
  it('every key of the form is read, and every key read is in the form', () => {
    const read = new Set<string>();
    const Config = new Proxy<Record<string, unknown>>(
      { apiKey: 'token' },
      {
        get(target, key) {
          if (typeof key === 'string' && key !== 'toJSON') read.add(key);
          return Reflect.get(target, key) as unknown;
        },
      },
    );
    readConfig({ ID: 'read', Config });
    expect([...read].sort()).toEqual(uiFields.map(({ configKey }) => configKey).sort());
  });

  it('the schema and db-config.json have those keys too', () => {
    const keys = uiFields.map(({ configKey }) => configKey).sort();
    const { consentManagement, connectionMode, ...own } = schema.configSchema['properties'] ?? {};
    expect(Object.keys(own).sort()).toEqual(keys);
    expect([...(db.config.destConfig['defaultConfig'] ?? [])].sort()).toEqual(keys);
    expect([consentManagement, connectionMode]).toEqual([expect.any(Object), expect.any(Object)]);
  });

  it('every setting of the mapping has its field, event rules two', () => {
    const keys = new Set(FORM_FIELDS.map(({ key }) => key));
    const names = Object.keys(MAPPING_SETTINGS).flatMap((name) =>
      name === 'events' ? ['unlistedEvents', 'eventRules'] : [name],
    );
    expect(names.filter((name) => !keys.has(name))).toEqual([]);
  });

  it.each(uiFields.map((field) => [field.configKey, field] as const))(
    '%s has a label, a note and a default',
    (_, field) => {
      expect(field.label).toMatch(/\S/);
      expect(field.note).toMatch(/\.$/);
      expect(field).toHaveProperty('default');
    },
  );

  it.each(
    uiFields.flatMap(({ configKey, rowFields = [] }) =>
      rowFields.map((column) => [`${configKey}.${column.configKey}`, column] as const),
    ),
  )('%s, a column, has a label, a note and a default too', (_, column) => {
    expect(column.label).toMatch(/\S/);
    expect(column.note).toMatch(/\.$/);
    expect(column).toHaveProperty('default', expect.any(String));
  });

  it('says of a missing contact that it needs the proxy', () => {
    const { note } = uiFields.find(({ configKey }) => configKey === 'missingContact') ?? {};
    expect(note).toContain('Without the proxy');
    expect(note).toContain('no other identifier is tried');
  });

  it('keeps the token secret', () => {
    expect(db.config.secretKeys).toEqual(['apiKey']);
    const secret = uiFields.filter((field) => field.secret === true).map(({ configKey }) => configKey);
    expect(secret).toEqual(['apiKey']);
  });
});

/** What rudder-integrations-config's own tests and scripts demand of every destination, in August 2026. */
describe("RudderStack's own rules for these files", () => {
  it('the schema is valid draft-07', () => {
    const ajv = new Ajv({ strict: false });
    expect(schema.configSchema['$schema']).toBe('http://json-schema.org/draft-07/schema#');
    expect(ajv.validateSchema(schema.configSchema)).toBe(true);
  });

  it('no pattern keeps out a value that RudderStack fills in later', () => {
    expect(breachesOfPatterns(schema)).toEqual([]);
  });

  it('db-config.json has names that may stand there, and only known keys', () => {
    expect(db.name).toMatch(/^[a-zA-Z0-9_-]+$/);
    expect(db.displayName).toMatch(/^[a-zA-Z0-9_ .\-()/]+$/);
    expect(Object.keys(db).sort()).toEqual(['config', 'displayName', 'name', 'options', 'version']);
    expect(Object.keys(db.config).sort()).toEqual([
      'destConfig',
      'saveDestinationResponse',
      'secretKeys',
      'supportedConnectionModes',
      'supportedMessageTypes',
      'supportedSourceTypes',
      'transformAtV1',
    ]);
    expect(db.config).toMatchObject({ transformAtV1: 'router', supportedMessageTypes: { cloud: ['track'] } });
  });

  it('consent is a setting of every source and of no other place', () => {
    const { defaultConfig, ...bySource } = db.config.destConfig;
    expect(defaultConfig).not.toContain('consentManagement');
    expect(Object.keys(bySource).sort()).toEqual([...db.config.supportedSourceTypes].sort());
    for (const keys of Object.values(bySource)) expect(keys).toContain('consentManagement');
    const consent = schema.configSchema['properties']?.['consentManagement'] as { properties: object };
    expect(Object.keys(consent.properties).sort()).toEqual([...db.config.supportedSourceTypes].sort());
    expect(countOf(ui, 'consentManagement')).toBe(1);
    expect(countOf(ui, 'iubenda')).toBe(2);
    expect(countOf(schema, 'iubenda')).toBe(countOf(schema, 'ketch'));
    for (const legacy of ['oneTrustCookieCategories', 'ketchConsentPurposes']) {
      expect(JSON.stringify([db, ui, schema])).not.toContain(legacy);
    }
  });

  it('the form begins with the initial setup and ends with consent', () => {
    expect(initialSetup?.title).toBe('Initial setup');
    const groups = initialSetup?.sections.flatMap((section) => section.groups) ?? [];
    expect(groups.at(-1)).toMatchObject({ title: 'Connection mode', fields: [] });
    expect(configuration?.title).toBe('Configuration settings');
    expect(configuration?.sections.at(-1)).toMatchObject({ id: 'consentSettings', groups: [] });
  });

  it('the initial setup takes no empty text, and its fields are required', () => {
    const fields =
      initialSetup?.sections.flatMap(({ groups }) => groups.flatMap((group) => group.fields)) ?? [];
    for (const { regex, type } of fields) {
      if (type === 'textInput') expect('').not.toMatch(new RegExp(regex ?? '', 'u'));
    }
    expect(schema.configSchema['required']).toEqual(fields.map(({ configKey }) => configKey));
  });

  it.each(uiFields.map((field) => [field.configKey, field] as const))(
    '%s is in the schema as their generator makes it of the form',
    (key, field) => {
      expect(schema.configSchema['properties']?.[key]).toEqual(asTheirGenerator(field));
    },
  );
});

/** A difference from it fails the check of a pull request. */
function asTheirGenerator(field: UiField): unknown {
  switch (field.type) {
    case 'textInput':
      return { type: 'string', pattern: field.regex };
    case 'checkbox':
      return { type: 'boolean', default: field.default };
    case 'singleSelect': {
      const values = (field.options ?? []).map(({ value }) => value);
      return field.default === undefined
        ? { type: 'string', enum: [...values, ''] }
        : { type: 'string', enum: values, default: field.default };
    }
    case 'tagInput':
      return listOf({ [field.tagKey ?? '']: { type: 'string', pattern: field.regex } });
    case 'dynamicCustomForm':
      return listOf(
        Object.fromEntries((field.rowFields ?? []).map((row) => [row.configKey, asTheirGenerator(row)])),
      );
    default:
      return undefined;
  }
}

function listOf(properties: unknown): unknown {
  return { type: 'array', items: { type: 'object', properties } };
}

function countOf(value: unknown, wanted: string): number {
  if (value === wanted) return 1;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce((count: number, each) => count + countOf(each, wanted), 0);
}
