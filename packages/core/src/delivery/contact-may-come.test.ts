import { describe, expect, it } from '@jest/globals';
import type { Identity } from '../call/identity';
import { contactMayCome } from './contact-may-come';
import type { MissingContactPolicy } from './missing-contact';

const MINUTE_MS = 60_000;
const nowMs = Date.UTC(2026, 0, 1, 12, 0, 0);
const ago = (minutes: number) => new Date(nowMs - minutes * MINUTE_MS).toISOString();
const byUserId: Identity = { by: 'user_id', value: 'u1', fallbacks: [] };
const policy: MissingContactPolicy = { missingContact: 'retry', retryForMs: 10 * MINUTE_MS };

describe('contactMayCome', () => {
  it.each([
    { may: true, call: { userId: 'u1', receivedAt: ago(9.99) }, because: 'identify may be on its way' },
    { may: false, call: { userId: 'u1', receivedAt: ago(10) }, because: 'ten minutes are over' },
    {
      may: true,
      call: { userId: 'u1', timestamp: ago(600), receivedAt: ago(1) },
      because: 'a phone that was offline sends both late',
    },
    { may: true, call: { userId: 'u1', timestamp: ago(1) }, because: 'its own time stands in' },
    {
      may: true,
      call: { userId: 'u1', timestamp: ago(1), receivedAt: '1970-01-01T00:00:00Z' },
      because: 'a time in 1970 stands for none',
    },
    { may: false, call: { userId: 'u1' }, because: 'of an unknown age it might be tried for ever' },
    {
      may: false,
      call: { anonymousId: 'u1', receivedAt: ago(1) },
      because: 'no identify makes a contact with an anonymous id',
    },
    {
      may: true,
      call: { userId: 'u1', anonymousId: 'u1', receivedAt: ago(1) },
      because: 'it is the user id too',
    },
  ])('$may: $because', ({ may, call }) => {
    expect(contactMayCome(call, byUserId, policy, nowMs)).toBe(may);
  });

  it('waits for a person whose email is known beside the anonymous id', () => {
    const identity: Identity = {
      by: 'user_id',
      value: 'a1',
      fallbacks: [{ by: 'email', value: 'ada@example.com' }],
    };
    const call = { anonymousId: 'a1', receivedAt: ago(1) };
    expect(contactMayCome(call, identity, policy, nowMs)).toBe(true);
  });

  it.each(['give_up', 'create_user'] as const)('waits for nobody under %s', (missingContact) => {
    const call = { userId: 'u1', receivedAt: ago(1) };
    expect(contactMayCome(call, byUserId, { ...policy, missingContact }, nowMs)).toBe(false);
  });
});
