import { createMapper, readMappingSettings } from '@intercom-destination/core';
import { expect, it } from '@jest/globals';
import { createFilter } from '../filters/create-filter';
import { everyIdentifier } from '../filters/every-identifier';
import { createFateDecider } from './map-source-call';

const suppression = { covers: (call: unknown) => everyIdentifier(call).includes('ana@example.com') };
const filters = { ignoreIntegrations: false, consent: ['marketing'], only: [], exclude: [] };
const decide = createFateDecider(createMapper(), createFilter(filters, readMappingSettings(), suppression));
const CONSENT = { consent: { categoryPreferences: { marketing: true } } };

it.each([
  { call: { context: JSON.stringify(CONSENT) }, code: undefined, because: 'the context in text consents' },
  { call: { context: '{"consent":' }, code: 'no_consent', because: 'what cannot be read does not consent' },
  {
    call: { context: JSON.stringify(CONSENT), integrations: '{"Intercom":false}' },
    code: 'opted_out',
    because: 'the integrations in text turn Intercom off',
  },
  {
    call: { context: { ...CONSENT, traits: '{"email":"ana@example.com"}' } },
    code: 'suppressed',
    because: 'the traits in text name somebody who is not to be written to',
  },
  {
    call: { context: CONSENT, properties: JSON.stringify('{"email":"ana@example.com"}') },
    code: 'suppressed',
    because: 'so do properties that were written as JSON twice',
  },
])('filters read JSON in text as the mapper does: $because', ({ call, code }) => {
  const fate = decide({
    readable: true,
    call: { event: 'A', userId: 'u1', timestamp: '2024-01-01', ...call },
  });
  expect(fate).toMatchObject(code === undefined ? { kind: 'to_deliver' } : { kind: 'skipped', code });
});
