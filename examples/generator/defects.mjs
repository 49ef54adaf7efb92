const badEmails = [
  'not-an-email',
  'somebody at example.com',
  'two@@example.com',
  'nobody@example',
  'a b@example.com',
];
const unreadable = [
  'yesterday',
  '2026-02-30T10:00:00Z',
  '0000-00-00 00:00:00',
  '31/10/2026 14:00',
  'Invalid date',
];

/** Each returns a copy of a call with one thing wrong with it. */
const defects = [
  (random, call) => ({ ...call, event: random.pick(['', '', '   ']) }),
  (random, call) => ({ ...call, event: undefined }),
  (random, call) => ({ ...call, timestamp: random.pick(unreadable) }),
  (random, call) => ({
    ...call,
    timestamp: undefined,
    originalTimestamp: undefined,
    sentAt: undefined,
    receivedAt: undefined,
  }),
  (random, call) => ({ ...call, timestamp: undefined }),
  (random, call) => ({
    ...call,
    context: { ...call.context, traits: { ...call.context.traits, email: random.pick(badEmails) } },
  }),
];

const shareOfEach = 0.005;

/** The calls, with a few of those at `candidates` spoiled: about one in 200 by each defect, one at least. */
export function withDefects(random, calls, candidates) {
  const each = Math.max(1, Math.round(calls.length * shareOfEach));
  const victims = random.sample(candidates, each * defects.length);
  const spoiled = [...calls];
  victims.forEach((at, number) => {
    spoiled[at] = defects[number % defects.length](random, calls[at]);
  });
  return { calls: spoiled, spoiled: new Set(victims) };
}
