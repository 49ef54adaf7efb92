import { mappingSettingsSchema, readMappingSettings } from '@intercom-destination/core';
import { describe, expect, it } from '@jest/globals';
import Ajv from 'ajv';

const validate = new Ajv({ strict: true }).compile(mappingSettingsSchema());

describe('the JSON Schema accepts and refuses what the guard does', () => {
  it.each<{ settings: unknown; accepted: boolean }>([
    { settings: {}, accepted: true },
    {
      settings: { keyLimit: 20, arrays: 'count', sendAnonymousId: true, defaultCurrency: 'EUR' },
      accepted: true,
    },
    { settings: { keepKeys: ['a'], renameKeys: { a: 'b' }, types: { c: 'date' } }, accepted: true },
    {
      settings: { events: { rules: [{ match: 'A*', action: 'skip', metadata: { keyLimit: 1 } }] } },
      accepted: true,
    },
    { settings: { identifierOrder: ['email'], emailFrom: [] }, accepted: true },
    { settings: { keyLimit: 21 }, accepted: false },
    { settings: { keyLimit: 2.5 }, accepted: false },
    { settings: { keyLimt: 5 }, accepted: false },
    { settings: { arrays: 'all' }, accepted: false },
    { settings: { sendAnonymousId: 1 }, accepted: false },
    { settings: { defaultCurrency: 'Eur' }, accepted: false },
    { settings: { defaultCurrency: 'dollars' }, accepted: false },
    { settings: { timeZone: 'Europe/Berlin' }, accepted: true },
    { settings: { timeZone: '+02:00' }, accepted: false },
    { settings: { timeZone: ' ' }, accepted: false },
    { settings: { keepKeys: [' '] }, accepted: false },
    { settings: { keepKeys: 'a' }, accepted: false },
    { settings: { renameKeys: { a: '' } }, accepted: false },
    { settings: { renameKeys: { ' ': 'a' } }, accepted: false },
    { settings: { types: { a: 'dates' } }, accepted: false },
    { settings: { identifierOrder: [] }, accepted: false },
    { settings: { identifierOrder: ['id', 'id'] }, accepted: false },
    { settings: { events: { rules: [{ action: 'send' }] } }, accepted: false },
    {
      settings: { events: { rules: [{ match: 'A', action: 'send', metadata: { events: {} } }] } },
      accepted: false,
    },
    { settings: [], accepted: false },
  ])('$settings: $accepted', ({ settings, accepted }) => {
    expect(validate(settings)).toBe(accepted);
    expect(isAcceptedByGuard(settings)).toBe(accepted);
  });
});

function isAcceptedByGuard(settings: unknown): boolean {
  try {
    readMappingSettings(settings);
    return true;
  } catch {
    return false;
  }
}
