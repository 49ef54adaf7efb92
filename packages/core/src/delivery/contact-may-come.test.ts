import { describe, expect, it } from '@jest/globals';
import type { Identity } from '../call/identity';
import type { DataEvent } from '../data-event';
import { contactMayCome } from './contact-may-come';
import type { MissingContactPolicy } from './missing-contact';

const MINUTE_MS = 60_000;
const byUserId: Identity = { by: 'user_id', value: 'u1', fallbacks: [] };
const nowMs = Date.UTC(2026, 0, 1, 12, 0, 0);
const ago = (minutes: number) => new Date(nowMs - minutes * MINUTE_MS).toISOString();
const mappedAgo = (minutes: number, identity: Identity = byUserId) => ({
  dataEvent: {
    event_name: 'X',
    created_at: (nowMs - minutes * MINUTE_MS) / 1000,
    user_id: 'u1',
  } as DataEvent,
  identity,
});
const policy: MissingContactPolicy = { missingContact: 'retry', retryForMs: 10 * MINUTE_MS, timeZone: 'UTC' };

describe('contactMayCome', () => {
  it.each([
    { may: true, call: { userId: 'u1', receivedAt: ago(9.99) }, because: 'identify may be on its way' },
    { may: false, call: { userId: 'u1', receivedAt: ago(10) }, because: 'ten minutes are over' },
    {
      may: true,
      call: { userId: 'u1', receivedAt: ago(1) },
      happened: 600,
      because: 'a phone that was offline sends both late',
    },
    { may: true, call: { userId: 'u1' }, happened: 1, because: 'the time of the event stands in' },
    {
      may: true,
      call: { userId: 'u1', receivedAt: '1970-01-01T00:00:00Z' },
      happened: 1,
      because: 'a time in 1970 stands for none',
    },
    { may: false, call: { userId: 'u1' }, because: 'the event is old, and its arrival is unknown' },
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
  ])('$may: $because', ({ may, call, happened = 600 }) => {
    expect(contactMayCome(call, mappedAgo(happened), policy, nowMs)).toBe(may);
  });

  it('reads an arrival without a zone in that of the mapping', () => {
    const call = { userId: 'u1', receivedAt: ago(-330 + 1).replace('Z', '') };
    const inKolkata = { ...policy, timeZone: 'Asia/Kolkata' };
    expect(contactMayCome(call, mappedAgo(600), inKolkata, nowMs)).toBe(true);
    expect(contactMayCome(call, mappedAgo(600), inKolkata, nowMs + 10 * MINUTE_MS)).toBe(false);
  });

  it('waits for a person whose email is known beside the anonymous id', () => {
    const identity: Identity = {
      by: 'user_id',
      value: 'a1',
      fallbacks: [{ by: 'email', value: 'ada@example.com' }],
    };
    const call = { anonymousId: 'a1', receivedAt: ago(1) };
    expect(contactMayCome(call, mappedAgo(600, identity), policy, nowMs)).toBe(true);
  });

  it.each(['give_up', 'create_user'] as const)('waits for nobody under %s', (missingContact) => {
    const call = { userId: 'u1', receivedAt: ago(1) };
    expect(contactMayCome(call, mappedAgo(1), { ...policy, missingContact }, nowMs)).toBe(false);
  });
});
