import { describe, expect, it } from '@jest/globals';
import type { Payload } from './generated-types';
import type { RoundedTest } from './rounded-numbers';
import { toTrackCall } from './to-track-call';

const required = { event: 'Bought', timestamp: '2026-02-01' };
const never = () => false;
const make = (payload: Partial<Payload>, sendsAnonymousId = false, isRounded: RoundedTest = never) =>
  toTrackCall({ ...required, ...payload }, sendsAnonymousId, isRounded);
const emailOf = (payload: Partial<Payload>, sendsAnonymousId = false) => {
  const { context } = make(payload, sendsAnonymousId) as { context: { traits: { email?: string } } };
  return context.traits.email;
};

describe('toTrackCall', () => {
  it('is what the fields say, and nothing else', () => {
    const payload = {
      receivedAt: '2026-02-02',
      userId: 'u1',
      anonymousId: 'a1',
      contactId: 'c1',
      email: 'a@b.co',
      externalIds: [{ type: 'user_id', id: 'u2' }],
      metadata: { a: 1 },
    };
    expect(make(payload)).toEqual({
      ...required,
      type: 'track',
      receivedAt: '2026-02-02',
      userId: 'u1',
      anonymousId: 'a1',
      properties: { a: 1 },
      integrations: { Intercom: { id: 'c1' } },
      context: { traits: { email: 'a@b.co' }, externalIds: [{ type: 'user_id', id: 'u2' }] },
    });
  });

  it('has the further metadata beside the others, which they overrule', () => {
    const { properties } = make({ metadata: { a: 1, b: 2 }, furtherMetadata: { b: 3, c: 4 } });
    expect(properties).toEqual({ a: 1, b: 3, c: 4 });
    expect(make({ furtherMetadata: { c: 4 } }).properties).toEqual({ c: 4 });
    expect(make({ metadata: { Plan: 'pro' }, furtherMetadata: { plan: 'team' } }).properties).toEqual({
      plan: 'team',
    });
  });

  it('lacks nothing of the metadata where the further have nothing', () => {
    const { properties } = make({ metadata: { a: 1, b: 2 }, furtherMetadata: { a: null, b: '' } });
    expect(properties).toEqual({ a: 1, b: 2 });
  });

  it.each([
    { because: 'nothing else names the person', payload: {}, gives: 'event@b.co' },
    {
      because: 'what would is blank',
      payload: { userId: ' ', email: '', externalIds: [] },
      gives: 'event@b.co',
    },
    { because: 'the anonymous id is not sent', payload: { anonymousId: 'a1' }, gives: 'event@b.co' },
    { because: 'the person has an email', payload: { email: 'own@b.co' }, gives: 'own@b.co' },
    { because: 'the person has a user id', payload: { userId: 'u1' }, gives: undefined },
    { because: 'the user id is a placeholder', payload: { userId: 'null' }, gives: undefined },
    { because: 'the contact id is known', payload: { contactId: 'c1' }, gives: undefined },
    { because: 'an external id does', payload: { externalIds: [{ type: 'user_id' }] }, gives: undefined },
    {
      because: 'external ids are of other systems',
      payload: { externalIds: [{ type: 'ga_client_id' }] },
      gives: 'event@b.co',
    },
  ])('uses the email of the event or not: $because', ({ payload, gives }) => {
    expect(emailOf({ ...payload, eventEmail: 'event@b.co' })).toBe(gives);
  });

  it('leaves the email of the event out beside an anonymous id that is sent', () => {
    expect(emailOf({ anonymousId: 'a1', eventEmail: 'event@b.co' }, true)).toBeUndefined();
  });

  it('makes numbers again of ids that JSON has rounded', () => {
    const id = '12345678901234567000';
    const payload = { userId: id, anonymousId: id, contactId: id };
    const roundedIds = (field: string) => {
      const call = make(payload, true, (_, asked) => asked === field);
      const { Intercom } = call.integrations as { Intercom: { id: unknown } };
      return { userId: call.userId, anonymousId: call.anonymousId, contactId: Intercom.id };
    };
    for (const field of ['userId', 'anonymousId', 'contactId']) {
      expect(roundedIds(field)).toEqual({ ...payload, [field]: Number(id) });
    }
  });

  it('leaves the payload as it is', () => {
    const payload = { metadata: { a: 1 }, furtherMetadata: { a: 2 }, externalIds: [{ id: 'u1' }] };
    const before = structuredClone(payload);
    make(payload);
    expect(payload).toEqual(before);
  });
});
