import { describe, expect, it } from '@jest/globals';
import { Destination, fieldsToJsonSchema } from '@segment/actions-core';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { destination } from './definition';
import { INTERCOM_API_VERSION } from './versioning-info';

/** The properties of the interface in a file of generated types, and which of them may be missing. */
function propertiesIn(file: string): Record<string, 'required' | 'optional'> {
  const source = readFileSync(join(__dirname, file), 'utf8');
  const found = [...source.matchAll(/^ {2}(\w+)(\??):/gm)];
  return Object.fromEntries(
    found.map(([, name = '', mark]) => [name, mark === '?' ? 'optional' : 'required'] as const),
  );
}

function propertiesOf(fields: Parameters<typeof fieldsToJsonSchema>[0]): Record<string, string> {
  const { properties = {}, required = [] } = fieldsToJsonSchema(fields, { tsType: true });
  return Object.fromEntries(
    Object.keys(properties).map((name) => [
      name,
      Array.isArray(required) && required.includes(name) ? 'required' : 'optional',
    ]),
  );
}

describe('what is generated from the fields is up to date (npm run generate)', () => {
  const { trackEvent } = destination.actions;
  const settings = destination.authentication?.fields ?? {};

  it('the types of the settings and of the payload', () => {
    expect(propertiesIn('generated-types.ts')).toEqual(propertiesOf(settings));
    expect(propertiesIn('track-event/generated-types.ts')).toEqual(propertiesOf(trackEvent?.fields ?? {}));
  });

  it('the metadata', () => {
    const metadata = JSON.parse(readFileSync(join(__dirname, 'metadata.json'), 'utf8')) as {
      name: string;
      authentication: { fields: object };
      actions: { trackEvent: { fields: object } };
      presets: unknown;
    };
    expect(metadata.name).toBe(destination.name);
    expect(metadata.presets).toEqual(destination.presets);
    expect(metadata.authentication.fields).toMatchObject(settings);
    const { fields } = metadata.actions.trackEvent;
    expect(Object.keys(fields)).toEqual(Object.keys(trackEvent?.fields ?? {}));
    for (const [name, field] of Object.entries(trackEvent?.fields ?? {})) {
      const { label, description, type } = field;
      expect(fields).toHaveProperty(name, expect.objectContaining({ label, description, type }));
    }
  });
});

describe('the definition', () => {
  it('has a name without a blank, which every version of fast-uri takes', () => {
    expect(destination.name).toMatch(/^\w+$/);
  });

  it('has no field whose schema would refuse what core would take', () => {
    const { enable_batching, batch_size, batch_keys, ...fields } =
      destination.actions['trackEvent']?.fields ?? {};
    expect([enable_batching, batch_size, batch_keys]).not.toContain(undefined);
    for (const field of Object.values(fields)) {
      expect(['string', 'object']).toContain(field.type);
      expect(field).not.toHaveProperty('format');
      expect(field).not.toHaveProperty('choices');
      expect(field).not.toHaveProperty('required');
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
