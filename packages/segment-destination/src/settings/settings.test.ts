import { DEFAULT_MAPPING_SETTINGS, MAPPING_SETTINGS, readMappingSettings } from '@intercom-destination/core';
import { describe, expect, it } from '@jest/globals';
import type { Settings } from '../generated-types';
import { compileSettings } from './compile-settings';
import { settingsFields } from './form';
import { readMapping } from './read-mapping';
import { readPairs } from './read-pairs';

const connection: Settings = { accessToken: 'token', region: 'US' };

describe('the fields of the settings', () => {
  it('are the connection and every setting of the mapping but event rules and the sources of the time', () => {
    const own = [
      'accessToken',
      'region',
      'apiVersion',
      'baseUrl',
      'missingContact',
      'retryForMinutes',
      'logNotes',
    ];
    const mapping = Object.keys(MAPPING_SETTINGS).filter((name) => name !== 'events' && name !== 'timeFrom');
    expect(Object.keys(settingsFields)).toEqual([...own, ...mapping]);
  });

  it.each(Object.entries(settingsFields))('%s says what it is, without a format', (_, field) => {
    expect(field.label).toMatch(/\S/);
    expect(field.description).toMatch(/\.$/);
    expect(field).not.toHaveProperty('format');
  });

  it('wants the token kept secret and the region chosen', () => {
    expect(settingsFields['accessToken']).toMatchObject({ type: 'password', required: true });
    expect(settingsFields['region']).toMatchObject({ required: true });
    expect(settingsFields['region']).not.toHaveProperty('default');
  });

  it("have core's defaults: a form sent as it was opened changes nothing", () => {
    const opened = Object.entries(settingsFields).map(([name, field]) => [name, field.default]);
    const settings = { ...Object.fromEntries(opened), ...connection } as Settings;
    expect(readMappingSettings(readMapping(settings))).toEqual(DEFAULT_MAPPING_SETTINGS);
  });
});

describe('readMapping', () => {
  it('takes what is blank or an empty list for not set', () => {
    expect(readMapping({ ...connection, defaultCurrency: ' ', keepKeys: [], types: [] })).toEqual({});
  });

  it('makes objects of pairs', () => {
    const settings = { ...connection, types: ['due=date'], addKeys: ['page_url=context.page.url'] };
    expect(readMapping(settings)).toEqual({
      types: { due: 'date' },
      addKeys: { page_url: 'context.page.url' },
    });
  });
});

describe('readPairs', () => {
  it.each([
    { entry: ' plan = tier ', pair: { plan: 'tier' } },
    { entry: 'a=b=c', pair: { a: 'b=c' } },
    { entry: 'a\\=b=c', pair: { 'a=b': 'c' } },
  ])('$entry', ({ entry, pair }) => {
    expect(readPairs([entry], 'renameKeys')).toEqual(pair);
  });

  it.each(['plan', '=tier', 'plan=', ' = ', ''])('"%s" is no pair, and is named', (entry) => {
    expect(() => readPairs(['a=b', entry], 'renameKeys')).toThrow('renameKeys[1] must be a pair');
  });
});

describe('compileSettings', () => {
  it('compiles the same settings once, whatever the token', () => {
    const compiled = compileSettings({ ...connection, keyLimit: 7 });
    expect(compileSettings({ ...connection, keyLimit: 7 })).toBe(compiled);
    expect(compileSettings({ ...connection, keyLimit: 7, accessToken: 'other' })).toBe(compiled);
    expect(compileSettings({ ...connection, keyLimit: 8 })).not.toBe(compiled);
  });

  it('keeps a hundred of them at most', () => {
    const first = compileSettings({ ...connection, keepKeys: ['first'] });
    for (let at = 0; at < 100; at += 1) compileSettings({ ...connection, keepKeys: [`k${at}`] });
    expect(compileSettings({ ...connection, keepKeys: ['first'] })).not.toBe(first);
  });

  it('drops none that is in use', () => {
    const used = compileSettings({ ...connection, keepKeys: ['used'] });
    for (let at = 0; at < 200; at += 1) {
      compileSettings({ ...connection, keepKeys: [`k${at}`] });
      expect(compileSettings({ ...connection, keepKeys: ['used'] })).toBe(used);
    }
  });

  it('does not offer all that core knows for a missing contact', () => {
    const settings = { ...connection, missingContact: 'create_lead' as never };
    expect(() => compileSettings(settings)).toThrow(
      'missingContact must be one of retry, give_up, create_user.',
    );
  });

  it('retries for ten minutes unless told otherwise', () => {
    const { missingContact } = compileSettings(connection);
    expect(missingContact).toEqual({ missingContact: 'retry', retryForMs: 600_000, timeZone: 'UTC' });
  });
});
