import { createMapper } from '@intercom-destination/core';
import { expect, it } from '@jest/globals';
import { toHostCall } from './to-host-call';

it('hands JSON in text over as objects, without what would keep the call from Intercom', () => {
  const call = {
    event: 'A',
    userId: 'u1',
    timestamp: '2024-01-01',
    properties: '{"plan":"pro"}',
    integrations: '{"Intercom":false,"Slack":true}',
  };
  const mapped = createMapper()(call);
  if (!mapped.ok) throw new Error(mapped.refusal.code);
  expect(toHostCall(call, { kind: 'to_deliver', mapped, shiftedS: 0, isSameSecond: false })).toEqual({
    ...call,
    type: 'track',
    properties: { plan: 'pro' },
    integrations: { Slack: true },
  });
});
