import { MAPPING_SETTINGS } from '@intercom-destination/core';
import { describe, expect, it } from '@jest/globals';
import type { Settings } from '../generated-types';
import { compileSettings } from './compile-settings';
import { connectionFields } from './connection-fields';
import { readMapping } from './read-mapping';

const connection: Settings = { accessToken: 'token', region: 'US' };

describe('the settings of the destination', () => {
  it('are the connection, the policy for a missing contact, and whom anonymous ids stand for', () => {
    expect(Object.keys(connectionFields)).toEqual([
      'accessToken',
      'region',
      'apiVersion',
      'baseUrl',
      'missingContact',
      'retryForMinutes',
      'sendAnonymousId',
      'logNotes',
    ]);
  });

  it.each(Object.entries(connectionFields))('%s says what it is, without a format', (_, field) => {
    expect(field.label).toMatch(/\S/);
    expect(field.description).toMatch(/\.$/);
    expect(field).not.toHaveProperty('format');
  });

  it('wants the token kept secret and the region chosen', () => {
    expect(connectionFields['accessToken']).toMatchObject({ type: 'password', required: true });
    expect(connectionFields['region']).toMatchObject({ required: true });
    expect(connectionFields['region']).not.toHaveProperty('default');
  });

  it("have core's default for the anonymous id", () => {
    expect(connectionFields['sendAnonymousId']?.default).toBe(MAPPING_SETTINGS.sendAnonymousId.default);
  });
});

describe('readMapping', () => {
  it('takes what is blank or an empty list for not set', () => {
    expect(readMapping({ defaultCurrency: ' ', keepKeys: [], nameStyle: null })).toEqual({});
  });

  it('takes nothing that is no setting of the mapping', () => {
    expect(readMapping({ types: { due: 'date' }, accessToken: 'token' })).toEqual({ types: { due: 'date' } });
  });
});

describe('compileSettings', () => {
  it('compiles the same settings once, whatever the token', () => {
    const compiled = compileSettings(connection, { keyLimit: 7 });
    expect(compileSettings(connection, { keyLimit: 7 })).toBe(compiled);
    expect(compileSettings({ ...connection, accessToken: 'other' }, { keyLimit: 7 })).toBe(compiled);
    expect(compileSettings(connection, { keyLimit: 8 })).not.toBe(compiled);
  });

  it('tells the settings of the destination apart, too', () => {
    const compiled = compileSettings(connection, {});
    expect(compileSettings({ ...connection, missingContact: 'give_up' }, {})).not.toBe(compiled);
    expect(compileSettings({ ...connection, retryForMinutes: 1 }, {})).not.toBe(compiled);
    expect(compileSettings({ ...connection, sendAnonymousId: true }, {})).not.toBe(compiled);
  });

  it('sees that an object of settings has changed', () => {
    const given = {};
    const settings: Settings = { ...connection };
    const compiled = compileSettings(settings, given);
    settings.missingContact = 'give_up';
    expect(compileSettings(settings, given).missingContact.missingContact).toBe('give_up');
    settings.missingContact = 'retry';
    settings.retryForMinutes = 1;
    expect(compileSettings(settings, given).missingContact.retryForMs).toBe(60_000);
    expect(compileSettings(connection, given)).toBe(compiled);
  });

  it('keeps a hundred of them at most', () => {
    const first = compileSettings(connection, { keepKeys: ['first'] });
    for (let at = 0; at < 100; at += 1) compileSettings(connection, { keepKeys: [`k${at}`] });
    expect(compileSettings(connection, { keepKeys: ['first'] })).not.toBe(first);
  });

  it('drops none that is in use', () => {
    const used = compileSettings(connection, { keepKeys: ['used'] });
    for (let at = 0; at < 200; at += 1) {
      compileSettings(connection, { keepKeys: [`k${at}`] });
      expect(compileSettings(connection, { keepKeys: ['used'] })).toBe(used);
    }
  });

  it('does not offer all that core knows for a missing contact', () => {
    expect(() => compileSettings({ ...connection, missingContact: 'create_lead' }, {})).toThrow(
      'missingContact must be one of retry, give_up, create_user.',
    );
  });

  it('retries for ten minutes unless told otherwise', () => {
    const { missingContact } = compileSettings(connection, {});
    expect(missingContact).toEqual({ missingContact: 'retry', retryForMs: 600_000, timeZone: 'UTC' });
  });
});
