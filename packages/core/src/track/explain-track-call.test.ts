import { describe, expect, it } from '@jest/globals';
import { explainTrackCall } from './explain-track-call';
import { createMapper } from './map-track-call';

const call = {
  event: 'Order Completed',
  userId: 'u1',
  timestamp: '2024-01-01T00:00:00Z',
  context: { traits: { email: 'Ana@Example.com' } },
  properties: {
    note: '',
    address: { city: 'Berlin', zip: null },
    total: 19.99,
    currency: 'EUR',
    items: [{ name: 'Desk' }, { name: 'Lamp' }],
  },
};

describe('explainTrackCall', () => {
  it('tells the fate of each property, in the order of the call', () => {
    const { properties } = explainTrackCall(call);
    expect(
      properties.map(({ path, fate, became, notes }) => [path, fate, became, notes.map(({ code }) => code)]),
    ).toEqual([
      ['note', 'left_out', [], ['blank_dropped']],
      ['address', 'opened', [], ['flattened']],
      ['address.city', 'sent', [{ key: 'address_city', kind: 'text', value: 'Berlin' }], []],
      ['address.zip', 'left_out', [], ['blank_dropped']],
      [
        'total',
        'sent',
        [{ key: 'total', kind: 'money', value: { amount: 1999, currency: 'eur' } }],
        ['money_converted'],
      ],
      ['currency', 'left_out', [], ['currency_used']],
      [
        'items',
        'sent',
        [
          { key: 'items_count', kind: 'number', value: 2 },
          { key: 'items', kind: 'text', value: 'Desk, Lamp' },
        ],
        ['array_counted', 'array_joined'],
      ],
    ]);
  });

  it('tells where each identifier was read', () => {
    expect(explainTrackCall(call).identifiers).toEqual([
      { by: 'user_id', value: 'u1', from: 'userId' },
      { by: 'email', value: 'ana@example.com', from: 'context.traits.email' },
    ]);
  });

  it('gives what the mapper gives', () => {
    expect(explainTrackCall(call)).toMatchObject(createMapper()(call));
  });

  it('explains a refusal too', () => {
    expect(explainTrackCall({ event: 'X' })).toMatchObject({
      ok: false,
      refusal: { code: 'no_contact' },
      properties: [],
    });
  });
});
