import { MAPPING_SETTINGS, readMappingSettings } from '@intercom-destination/core';
import { describe, expect, it } from '@jest/globals';
import type { Settings } from '../generated-types';
import { fields } from './fields';
import { refuseMisfit, toGivenMapping } from './given-mapping';
import { MAPPING_FIELD_NAMES, mappingFields } from './mapping-fields';

const settings: Settings = { accessToken: 'token', region: 'US' };
const required = { event: 'Bought', timestamp: '2026-02-01' };

describe('the settings of a mapping', () => {
  it('are all of core but what a subscription, a field or the destination says', () => {
    const said = ['events', 'timeFrom', 'emailFrom', 'integrationNames', 'addKeys', 'sendAnonymousId'];
    expect([...MAPPING_FIELD_NAMES, ...said].sort()).toEqual(Object.keys(MAPPING_SETTINGS).sort());
  });

  it('stand open where most people look, and are folded away otherwise', () => {
    const open = Object.entries(fields).filter(
      ([, { unsafe_hidden, displayMode }]) => unsafe_hidden !== true && displayMode !== 'collapsed',
    );
    expect(open.map(([name]) => name)).toEqual([
      ...['event', 'timestamp', 'userId', 'email', 'eventEmail', 'contactId', 'externalIds'],
      ...['metadata', 'furtherMetadata', 'keepKeys', 'dropKeys', 'renameKeys', 'types', 'enable_batching'],
    ]);
  });

  it.each(Object.entries(mappingFields))(
    '%s says what it is, and has no default in the payload',
    (_, field) => {
      expect(field.label).toMatch(/\S/);
      expect(field.description).toMatch(/\.$/);
      expect(field).not.toHaveProperty('default');
    },
  );
});

describe('toGivenMapping', () => {
  it("has core's defaults for a payload that sets nothing, but that no email is looked for among the metadata", () => {
    const { emailFrom, timeFrom, ...others } = toGivenMapping(required);
    expect(others).toEqual({});
    expect(timeFrom).toEqual(['timestamp']);
    expect(emailFrom).toEqual(['context.traits.email', 'traits.email', 'context.externalIds', 'userId']);
  });

  it('keeps what Further metadata brings, after what is kept anyway', () => {
    const given = toGivenMapping({
      ...required,
      keepKeys: ['plan'],
      furtherMetadata: { url: 'x', ' ': 'y' },
    });
    expect(given['keepKeys']).toEqual(['plan', 'url']);
  });

  it('keeps what the mapping names, whatever of it the event has', () => {
    const mapping = { furtherMetadata: { url: { '@path': '$.a' }, title: { '@path': '$.b' } } };
    const given = toGivenMapping({ ...required, furtherMetadata: { title: 'x' } }, mapping);
    expect(given['keepKeys']).toEqual(['url', 'title']);
    const whole = { furtherMetadata: { '@path': '$.context.page' } };
    expect(toGivenMapping({ ...required, furtherMetadata: { url: 'x' } }, whole)['keepKeys']).toEqual([
      'url',
    ]);
  });

  it('takes each setting as it is', () => {
    const chosen = { keyLimit: 3, types: { due: 'date' }, renameKeys: { plan: 'tier' }, arrays: 'count' };
    const given = toGivenMapping({ ...required, ...chosen });
    expect(readMappingSettings(given)).toMatchObject(chosen);
  });
});

describe('refuseMisfit', () => {
  it.each([
    { settings, mapping: { call: { '@path': '$.' } }, says: 'the field call of an earlier version' },
    {
      settings,
      mapping: { timeZone: { '@path': '$.context.timezone' } },
      says: 'timeZone must be a value of its own',
    },
    {
      settings,
      mapping: { renameKeys: { a: { '@path': '$.userId' } } },
      says: 'renameKeys must be a value of its own',
    },
    { settings, mapping: { keep_keys: ['plan'] }, says: 'no field keep_keys; did you mean keepKeys?' },
    {
      settings,
      mapping: { furtherMetadata: { page_url: '$.context.page.url' } },
      says: 'map it as a path: { "@path": "$.context.page.url" }',
    },
    {
      settings: { ...settings, sendAnonymousId: true },
      mapping: {},
      says: 'sendAnonymousId is on, but the mapping has no Anonymous ID',
    },
  ])('says so: $says', ({ settings: given, mapping, says }) => {
    expect(() => {
      refuseMisfit(given, mapping);
    }).toThrow(says);
  });

  it.each([
    { settings, mapping: {} },
    {
      settings,
      mapping: { furtherMetadata: { price: '$.50', shop: 'eu' }, __segment_internal_sync_mode: 'add' },
    },
    {
      settings: { ...settings, sendAnonymousId: true },
      mapping: { anonymousId: { '@path': '$.anonymousId' } },
    },
    { settings: { ...settings, sendAnonymousId: true }, mapping: undefined },
  ])('is content with %j', ({ settings: given, mapping }) => {
    expect(() => {
      refuseMisfit(given, mapping);
    }).not.toThrow();
  });
});
