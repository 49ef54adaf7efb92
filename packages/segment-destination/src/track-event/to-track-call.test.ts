import { describe, expect, it } from '@jest/globals';
import { toTrackCall } from './to-track-call';

const call = {
  type: 'identify',
  event: 'Order Completed',
  userId: 7,
  timestamp: '2026-01-01T00:00:00Z',
  properties: { plan: 'pro' },
  integrations: { intercom: { id: 'c1' }, Slack: true },
  context: { ip: '203.0.113.7', traits: { plan: 'pro', email: 'ada@example.com' } },
};

describe('toTrackCall', () => {
  it.each([
    {
      because: 'fields that repeat the call change nothing but the type',
      payload: { event: 'Order Completed', userId: '7', email: 'ada@example.com' },
      gives: { ...call, type: 'track', properties: undefined },
    },
    {
      because: 'what a field says otherwise overrules the call',
      payload: { event: 'Bought', userId: 'u9', anonymousId: 'a1', messageId: 'm1', timestamp: '2026-02-01' },
      gives: {
        ...call,
        type: 'track',
        event: 'Bought',
        userId: 'u9',
        anonymousId: 'a1',
        messageId: 'm1',
        timestamp: '2026-02-01',
        properties: undefined,
      },
    },
    {
      because: 'a blank field leaves it to the call',
      payload: { event: ' ', userId: '', contactId: ' ', email: '' },
      gives: { ...call, type: 'track', properties: undefined },
    },
    {
      because: 'the metadata replace the properties',
      payload: { metadata: { seats: 3 } },
      gives: { ...call, type: 'track', properties: { seats: 3 } },
    },
    {
      because: 'an email of its own goes where core reads emails, and the rest stays',
      payload: { email: 'eve@example.com' },
      gives: {
        ...call,
        type: 'track',
        properties: undefined,
        context: { ...call.context, traits: { plan: 'pro', email: 'eve@example.com' } },
        traits: { email: 'eve@example.com' },
      },
    },
  ])('$because', ({ payload, gives }) => {
    expect(toTrackCall({ ...payload, call })).toEqual(gives);
  });

  it('a contact id of its own comes before every other integration', () => {
    const made = toTrackCall({ contactId: 'c2', call });
    expect(Object.entries(made.integrations ?? {})).toEqual([
      ['Intercom', { id: 'c2' }],
      ['intercom', { id: 'c1' }],
      ['Slack', true],
    ]);
  });

  it('does without the whole call', () => {
    const payload = { event: 'X', userId: 'u1', contactId: 'c1', email: 'a@b.co', metadata: { a: 1 } };
    expect(toTrackCall(payload)).toEqual({
      type: 'track',
      event: 'X',
      userId: 'u1',
      properties: { a: 1 },
      integrations: { Intercom: { id: 'c1' } },
      context: { traits: { email: 'a@b.co' } },
      traits: { email: 'a@b.co' },
    });
  });

  it('leaves the payload as it is', () => {
    const payload = { contactId: 'c2', email: 'eve@example.com', call };
    const before = structuredClone(payload);
    toTrackCall(payload);
    expect(payload).toEqual(before);
  });
});
