import { createMapper, type MappingSettings } from '@intercom-destination/core';
import { expect, it } from '@jest/globals';
import { settleFate } from '../overlaps/settle-fate';
import { toHostCall } from './to-host-call';

it('hands JSON in text over as objects, its time in UTC, without what would keep the call from Intercom', () => {
  const call = {
    event: 'A',
    userId: 'u1',
    timestamp: '2024-01-01',
    properties: '{"plan":"pro"}',
    integrations: '{"Intercom":false,"Slack":true}',
  };
  expect(handOver(call)).toEqual({
    ...call,
    type: 'track',
    timestamp: '2024-01-01T00:00:00.000Z',
    properties: { plan: 'pro' },
    integrations: { Slack: true },
  });
});

const PAID = { event: 'A', userId: 'u1', timestamp: '2024-01-01T00:00:00Z' };

it.each<{
  because: string;
  given: object;
  settings?: Partial<MappingSettings>;
  shiftedS?: number;
  came: object;
}>([
  {
    because: 'a text is off as well',
    given: { integrations: { Intercom: 'False', All: 'false', Slack: 'no' } },
    came: { integrations: { Slack: 'no' } },
  },
  {
    because: 'a form takes no object for an id',
    given: { userId: { $oid: '507f1f77bcf86cd799439011' }, anonymousId: { $numberLong: '5' } },
    came: { userId: '507f1f77bcf86cd799439011', anonymousId: '5' },
  },
  {
    because: 'a form looks for the person in a few places, whom core has found elsewhere',
    given: { userId: { id: 1 }, traits: { id: 'u2', email: 'Ana@Example.com' } },
    came: { userId: 'u2', context: { traits: { email: 'ana@example.com' } } },
  },
  {
    because: 'the contact id, too, stands where a form looks',
    given: { context: { externalId: [{ type: 'intercom_id', id: 'c1' }] }, integrations: { Slack: true } },
    came: { integrations: { Slack: true, Intercom: { id: 'c1' } } },
  },
  {
    because: 'what a form reads as it stands stays as it is',
    given: { userId: 'ana@example.com', context: { traits: { email: ' ANA@example.com' } } },
    came: { userId: 'ana@example.com', context: { traits: { email: ' ANA@example.com' } } },
  },
  {
    because: 'a user id is one though the anonymous id is the same',
    given: { userId: undefined, anonymousId: 'u1', traits: { id: 'u1' } },
    came: { userId: 'u1', anonymousId: 'u1' },
  },
  {
    because: 'a form would refuse the call for what core passes over',
    given: {
      properties: ['a'],
      context: { traits: { email: ['a@b.co', 'c@d.co'], plan: 'pro' }, externalIds: ['x', { id: 'y' }] },
      integrations: { Intercom: { id: {} }, Slack: true },
    },
    came: {
      properties: undefined,
      context: { traits: { email: undefined, plan: 'pro' }, externalIds: [{ id: 'y' }] },
      integrations: { Slack: true },
    },
  },
  {
    because: 'an email that core has only trimmed stays as it is written',
    given: { context: { traits: { email: ' ANA@example.com' } }, traits: { email: 'other@example.com' } },
    came: { context: { traits: { email: ' ANA@example.com' } } },
  },
  {
    because: 'a user id that is an email address needs no second field',
    given: { userId: 'Ana@example.com', context: { locale: 'en' } },
    came: { userId: 'Ana@example.com', context: { locale: 'en' } },
  },
  {
    because: 'an anonymous id that is sent becomes no user id',
    given: { userId: undefined, anonymousId: ' a1 ' },
    settings: { sendAnonymousId: true },
    came: { userId: undefined },
  },
  {
    because: 'the time is the one that was chosen',
    given: { originalTimestamp: { $date: '2023-01-01T10:00:00.700Z' } },
    settings: { timeFrom: ['originalTimestamp'] },
    came: { timestamp: '2023-01-01T10:00:00.000Z' },
  },
  {
    because: 'a time without a zone is one of the zone that was set',
    given: { timestamp: '2024-01-01 09:00:00' },
    settings: { timeZone: 'Asia/Tokyo' },
    came: { timestamp: '2024-01-01T00:00:00.000Z' },
  },
  {
    because: 'a second that was moved is in the time',
    given: {},
    shiftedS: 5,
    came: { timestamp: '2024-01-01T00:00:05.000Z' },
  },
])('$because', ({ given, settings, shiftedS, came }) => {
  expect(handOver({ ...PAID, ...given }, settings, shiftedS)).toMatchObject(came);
});

function handOver(call: object, settings?: Partial<MappingSettings>, shiftedS = 0) {
  const mapped = createMapper(settings)(call);
  if (!mapped.ok) throw new Error(mapped.refusal.code);
  const overlap = shiftedS === 0 ? undefined : ({ kind: 'shifted', seconds: shiftedS } as const);
  const fate = settleFate({ kind: 'to_deliver', mapped }, overlap);
  if (fate.kind !== 'to_deliver') throw new Error(fate.kind);
  return toHostCall(call, fate, settings?.sendAnonymousId === true);
}
