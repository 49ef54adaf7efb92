import { isoUtc, isoWithBlank, isoWithOffset, unixSeconds } from './times.mjs';
import { integrationsOf, whoIs } from './who.mjs';

const spellings = [
  isoUtc,
  isoUtc,
  (ms) => isoWithOffset(ms, 120),
  isoWithBlank,
  unixSeconds,
  (ms) => ms,
  (ms) => String(unixSeconds(ms)),
];

/** A call as a home-made collector writes it: little more than what was said, times in any spelling. */
export function plainCall(random, { person, at, body }) {
  const { top, traits, foreignIds, leadId } = whoIs(random, person, { alwaysTraits: false });
  const { type, ...rest } = body;
  const integrations = integrationsOf(person, leadId === undefined ? {} : { intercom: { id: leadId } });
  const context = {
    ip: person.ip,
    ...(traits === undefined ? {} : { traits }),
    ...(foreignIds.length === 0 ? {} : { externalId: foreignIds }),
  };
  return {
    ...spelledType(random, type),
    ...top,
    ...rest,
    ...(Object.keys(integrations).length === 0 ? {} : { integrations }),
    context,
    messageId: random.uuid(),
    timestamp: random.pick(spellings)(at),
    receivedAt: isoUtc(at + random.integer(100, 5000)),
  };
}

// A track call may say so loudly, or not at all.
function spelledType(random, type) {
  if (type !== 'track' || random.chance(0.8)) return { type };
  return random.chance(0.5) ? {} : { type: 'Track' };
}
