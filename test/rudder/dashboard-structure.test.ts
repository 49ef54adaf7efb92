import { MAPPING_SETTINGS } from '@intercom-destination/core';
import { describe, expect, it } from '@jest/globals';
import Ajv from 'ajv';
import { readConfig } from '../../packages/rudder-destination/src/config/read-config';
import { FORM_FIELDS } from '../../packages/rudder-destination/src/dashboard/form/form';
import { breachesOfPatterns } from '../contract/rudder-contract';
import { readDashboardFile, type DbConfig } from './dashboard-files';

const db = readDashboardFile('db-config.json') as DbConfig;
const schema = readDashboardFile('schema.json') as { configSchema: Record<string, Record<string, unknown>> };
const keys = FORM_FIELDS.map(({ key }) => key).sort();

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
    expect([...read].sort()).toEqual(keys);
  });

  it('the schema and db-config.json have those keys too', () => {
    const { consentManagement, connectionMode, ...own } = schema.configSchema['properties'] ?? {};
    expect(Object.keys(own).sort()).toEqual(keys);
    expect([...(db.config.destConfig['defaultConfig'] ?? [])].sort()).toEqual(keys);
    expect([consentManagement, connectionMode]).toEqual([expect.any(Object), expect.any(Object)]);
  });

  it('every setting of the mapping has its field, event rules two', () => {
    const names = Object.keys(MAPPING_SETTINGS).flatMap((name) =>
      name === 'events' ? ['unlistedEvents', 'eventRules'] : [name],
    );
    expect(names.filter((name) => !keys.includes(name))).toEqual([]);
  });

  it('keeps the token secret', () => {
    expect(db.config.secretKeys).toEqual(['apiKey']);
  });
});

/** What rudder-integrations-config's own tests demand of every destination, in August 2026. */
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
    for (const legacy of ['oneTrustCookieCategories', 'ketchConsentPurposes']) {
      expect(JSON.stringify([db, schema])).not.toContain(legacy);
    }
  });

  it('what is required takes no empty text', () => {
    expect(schema.configSchema['required']).toEqual(['apiKey', 'apiServer']);
    const { pattern = '' } = schema.configSchema['properties']?.['apiKey'] as { pattern?: string };
    expect('').not.toMatch(new RegExp(pattern, 'u'));
  });
});
