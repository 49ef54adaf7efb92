import { expect, it } from '@jest/globals';
import { allows } from './allows';

it.each<{ context: unknown; allowed: boolean; because: string }>([
  { context: undefined, allowed: false, because: 'nothing is said' },
  { context: { consent: {} }, allowed: false, because: 'no category is named' },
  {
    context: { consent: { categoryPreferences: { 'Ad Partners': true } } },
    allowed: true,
    because: 'Segment says yes',
  },
  {
    context: { consent: { categoryPreferences: { 'Ad Partners': false } } },
    allowed: false,
    because: 'Segment says no',
  },
  {
    context: { consent: { categoryPreferences: { 'Ad Partners': 'true' } } },
    allowed: false,
    because: 'text is no yes',
  },
  {
    context: { consent: { categoryPreferences: { Functional: true } } },
    allowed: false,
    because: 'another one is allowed',
  },
  {
    context: { consent: { categoryPreferences: { 'ad partners': true } } },
    allowed: false,
    because: 'case counts',
  },
  {
    context: { consent: { categoryPreferences: { ad_partners: true } } },
    allowed: true,
    because: 'it is a column of a warehouse',
  },
  {
    context: { consentManagement: { allowedConsentIds: ['x', 'Ad Partners'] } },
    allowed: true,
    because: 'RudderStack lists it',
  },
  {
    context: { consentManagement: { allowedConsentIds: ['x'] } },
    allowed: false,
    because: 'RudderStack does not list it',
  },
  {
    context: { consentManagement: { allowedConsentIds: { 'Ad Partners': true } } },
    allowed: true,
    because: 'some providers name it with a yes',
  },
  {
    context: { consentManagement: { allowedConsentIds: ['Ad Partners'], deniedConsentIds: ['Ad Partners'] } },
    allowed: false,
    because: 'a no goes before a yes',
  },
  {
    context: {
      consent: { categoryPreferences: { 'Ad Partners': false } },
      consentManagement: { allowedConsentIds: ['Ad Partners'] },
    },
    allowed: false,
    because: 'a no goes before a yes, whoever says it',
  },
  {
    context: { consent: { categoryPreferences: ['Ad Partners'] } },
    allowed: false,
    because: 'Segment knows no such list',
  },
])('$allowed, since $because: $context', ({ context, allowed }) => {
  expect(allows({ type: 'track', context }, 'Ad Partners')).toBe(allowed);
});

it('is no where the category is a name that every object has', () => {
  expect(allows({ context: { consent: { categoryPreferences: {} } } }, 'constructor')).toBe(false);
});
