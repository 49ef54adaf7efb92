import { describe, expect, it } from '@jest/globals';
import { Destination } from '@segment/actions-core';
import { destination } from './definition';
import { INTERCOM_API_VERSION } from './versioning-info';

describe('the definition', () => {
  it('has a name without a blank, which every version of fast-uri takes', () => {
    expect(destination.name).toMatch(/^\w+$/);
  });

  it('has no field with a format that core is more patient with', () => {
    const { enable_batching, batch_size, ...fields } = destination.actions['trackEvent']?.fields ?? {};
    expect([enable_batching, batch_size]).not.toContain(undefined);
    for (const field of Object.values(fields)) {
      expect(['string', 'object', 'number']).toContain(field.type);
      expect(field).not.toHaveProperty('format');
    }
  });

  it.each(destination.presets ?? [])(
    'the preset "$name" is one that can be subscribed to',
    async (preset) => {
      if (preset.type !== 'automatic') throw new Error('Not automatic.');
      const { partnerAction, subscribe, mapping } = preset;
      const settings = {
        accessToken: 't',
        region: 'US',
        subscription: { partnerAction, subscribe, mapping },
      };
      const event = { type: 'page', name: 'Home' } as never;
      const results = await new Destination(destination).onEvent(event, settings as never);
      expect(results).toEqual([{ output: 'not subscribed' }]);
    },
  );

  it('sends the version of the API that the versioning info names', () => {
    expect(destination.authentication?.fields['apiVersion']).toMatchObject({ default: INTERCOM_API_VERSION });
  });
});
