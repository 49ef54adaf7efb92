import { describe, expect, it } from '@jest/globals';
import type { Payload } from './generated-types';
import { toTrackCall } from './to-track-call';

const required = { event: 'Bought', timestamp: '2026-02-01' };
const never = () => false;
const make = (
  payload: Partial<Payload>,
  sendsAnonymousId = false,
  isRounded: (id: string) => boolean = never,
) => toTrackCall({ ...required, ...payload }, sendsAnonymousId, isRounded);
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
    { because: 'an external id may be', payload: { externalIds: [{}] }, gives: undefined },
  ])('uses the email of the event or not: $because', ({ payload, gives }) => {
    expect(emailOf({ ...payload, eventEmail: 'event@b.co' })).toBe(gives);
  });

  it('leaves the email of the event out beside an anonymous id that is sent', () => {
    expect(emailOf({ anonymousId: 'a1', eventEmail: 'event@b.co' }, true)).toBeUndefined();
  });

  it('makes numbers again of ids that JSON has rounded', () => {
    const payload = { userId: '12345678901234567000', anonymousId: 'a1', contactId: 'c1' };
    const { userId, anonymousId } = make(payload, true, (id) => id === payload.userId);
    expect({ userId, anonymousId }).toEqual({ userId: 12345678901234567000, anonymousId: 'a1' });
  });

  it('leaves the payload as it is', () => {
    const payload = { metadata: { a: 1 }, furtherMetadata: { a: 2 }, externalIds: [{ id: 'u1' }] };
    const before = structuredClone(payload);
    make(payload);
    expect(payload).toEqual(before);
  });
});
