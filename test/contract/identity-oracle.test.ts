import { createMapper, createOptOutTest, type DataEvent } from '@intercom-destination/core';
import { describe, expect, it } from '@jest/globals';
import { isDeepStrictEqual } from 'node:util';
import { chanceOf } from './chance';
import { drawCall, drawSettings } from './identity-inputs';
import {
  expectIdentity,
  expectOptedOut,
  expectUnclearIntegration,
  type IdentitySettings,
} from './identity-oracle';
import { CALLS_A_SEED, expectAgreement, FIRST_SEEDS, listCommonEndings } from './oracle-runs';

/** A call with these becomes a data event unless it names nobody. */
const OTHERWISE_GOOD = { type: 'track', event: 'Order Completed', timestamp: '2026-01-01T00:00:00Z' };

describe('who a call names, and whether it is opted out, is as documented', () => {
  it.each(FIRST_SEEDS)('from seed %i on', (firstSeed) => {
    expectAgreement(firstSeed, draw, createComparison);
  });

  it('shown by calls that end in every way', () => {
    const common = listCommonEndings(40, draw, endingsOf);
    expect(common).toEqual(
      expect.arrayContaining([
        ...['id', 'user_id', 'email', 'id,user_id', 'user_id,email', 'id,user_id,email', 'email,user_id'],
        ...['placeholder_ignored', 'identifier_ignored', 'email_invalid'],
        ...['no_contact', 'identifier_unreadable', 'opted out', 'not opted out', 'unclear'],
      ]),
    );
  });
});

function draw(seed: number): { settings: IdentitySettings; calls: Record<string, unknown>[] } {
  const chance = chanceOf(seed);
  const settings = drawSettings(chance);
  return { settings, calls: Array.from({ length: CALLS_A_SEED }, () => drawCall(chance)) };
}

function endingsOf(call: unknown, settings: IdentitySettings): string[] {
  const identity = expectIdentity(call, settings);
  return [
    ...('refusal' in identity
      ? [identity.refusal]
      : [identity.identifiers.map(({ by }) => by).join(), ...identity.noted]),
    expectOptedOut(call, settings) ? 'opted out' : 'not opted out',
    ...(expectUnclearIntegration(call, settings) ? ['unclear'] : []),
  ];
}

/** Compiles a comparison of what core makes of a call with what is documented. */
function createComparison(settings: IdentitySettings) {
  const map = createMapper(settings);
  const isOptedOut = createOptOutTest(settings);
  return (call: object) => {
    const mapped = map({ ...OTHERWISE_GOOD, ...call });
    const identity = expectIdentity(call, settings);
    const noted = 'refusal' in identity ? [] : identity.noted;
    const documented = {
      isOptedOut: expectOptedOut(call, settings),
      ...('refusal' in identity
        ? identity
        : {
            sent: Object.fromEntries(identity.identifiers.slice(0, 1).map(({ by, value }) => [by, value])),
            fallbacks: identity.identifiers.slice(1),
            noted,
            isIntegrationUnclear: expectUnclearIntegration(call, settings),
          }),
    };
    const codes = new Set<string>(mapped.ok ? mapped.notes.map(({ code }) => code) : []);
    const found = {
      isOptedOut: isOptedOut(call),
      ...(mapped.ok
        ? {
            sent: identifiersOf(mapped.dataEvent),
            fallbacks: mapped.identity.fallbacks,
            noted: noted.filter((code) => codes.has(code)),
            isIntegrationUnclear: codes.has('integration_unclear'),
          }
        : { refusal: mapped.refusal.code }),
    };
    return { found, documented, agree: isDeepStrictEqual(found, documented) };
  };
}

function identifiersOf(dataEvent: DataEvent): Partial<DataEvent> {
  return Object.fromEntries(
    Object.entries(dataEvent).filter(([key]) => ['id', 'user_id', 'email'].includes(key)),
  );
}
