import { describe, expect, it } from '@jest/globals';
import { isFor, judge, type Kind } from './rules';

const now = new Date('2026-06-01T12:00:00.000Z');
const call = {
  type: 'track',
  event: 'E',
  userId: 'u',
  messageId: 'm',
  timestamp: '2024-01-01T00:00:00.000Z',
};

function timeOf(kind: Kind, given: object, envelope: object = {}): unknown {
  const body = JSON.stringify({ batch: [{ ...call, ...given }], ...envelope });
  return judge(kind, { body, isKeyGood: true, now }).calls[0]?.['timestamp'];
}

describe('the time that a platform gives a call', () => {
  it.each([
    { kind: 'segment', given: {}, at: '2024-01-01T00:00:00.000Z', because: 'no sentAt is there' },
    {
      kind: 'segment',
      given: { sentAt: '2024-01-01T00:00:05.000Z' },
      at: '2026-06-01T11:59:55.000Z',
      because: 'an old sentAt moves history to today',
    },
    {
      kind: 'segment',
      given: { sentAt: '2026-06-01T11:59:59.000Z', originalTimestamp: '2026-06-01T11:00:00.000Z' },
      at: '2026-06-01T11:00:01.000Z',
      because: "a clock's error is mended by the way's own time",
    },
    {
      kind: 'rudderstack',
      given: { sentAt: '2024-01-01T00:00:05.000Z' },
      at: '2024-01-01T00:00:00.000Z',
      because: 'a time that is there stays',
    },
    {
      kind: 'rudderstack',
      given: {
        timestamp: undefined,
        sentAt: '2024-01-01T00:00:05.000Z',
        originalTimestamp: '2024-01-01T00:00:00.000Z',
      },
      at: '2026-06-01T11:59:55.000Z',
      because: 'without one the formula holds',
    },
  ] as const)('$kind: $because', ({ kind, given, at }) => {
    expect(timeOf(kind, given)).toBe(at);
  });

  it('segment: the sentAt of a batch is that of its calls', () => {
    expect(timeOf('segment', {}, { sentAt: '2024-01-01T00:00:05.000Z' })).toBe('2026-06-01T11:59:55.000Z');
  });
});

it.each([
  { integrations: undefined, isIt: true, because: 'nothing is said' },
  { integrations: { All: false }, isIt: false, because: 'nobody has it' },
  { integrations: { All: false, Other: true }, isIt: false, because: 'another one has it' },
  { integrations: { All: false, Ours: true }, isIt: true, because: 'it alone has it' },
  { integrations: { Ours: false }, isIt: false, because: 'it alone has it not' },
])('whether a destination has a call: $because', ({ integrations, isIt }) => {
  expect(isFor('Ours', { integrations })).toBe(isIt);
});

it.each([
  { because: 'it names nobody', given: { userId: undefined }, segment: [200, 0], rudderstack: [400, 0] },
  {
    because: 'its id is too long',
    given: { messageId: 'm'.repeat(100) },
    segment: [200, 0],
    rudderstack: [200, 1],
  },
  {
    because: 'it is too large',
    given: { properties: { a: 'x'.repeat(32_000) } },
    segment: [200, 0],
    rudderstack: [200, 1],
  },
])('what becomes of a call: $because', ({ given, segment, rudderstack }) => {
  const body = JSON.stringify({ batch: [{ ...call, ...given }] });
  const told = (kind: Kind) => {
    const { status, calls } = judge(kind, { body, isKeyGood: true, now });
    return [status, calls.length];
  };
  expect([told('segment'), told('rudderstack')]).toEqual([segment, rudderstack]);
});
