import type { Delivery } from '@intercom-destination/core';
import type { MaxErrors } from '../options/max-errors';
import type { Counts } from '../run-directory/counts';
import type { SafetyStop } from '../run-directory/run-state';

/** Below this many deliveries a share says little. */
const DELIVERIES_BEFORE_SHARE = 1_000;
/** So many people whom the workspace does not know, and nobody whom it does. */
const UNKNOWN_PEOPLE_MAX = 200;

/** Tells after each call when a run had better stop. `until` is in milliseconds since 1970. */
export function createSafetyStops(limits: {
  readonly maxErrors: MaxErrors;
  readonly untilMs: number | undefined;
}): (counts: Counts, delivery: Delivery | undefined, nowMs: number) => SafetyStop | undefined {
  const { maxErrors, untilMs } = limits;
  let unknownPeople = 0;
  return ({ outcomes }, delivery, nowMs) => {
    if (untilMs !== undefined && nowMs >= untilMs) return 'until';
    const { dead_letter: dead } = outcomes;
    const accepted = outcomes.accepted + outcomes.same_second + outcomes.handed_over;
    if (isNewlyMissing(delivery)) unknownPeople += 1;
    if (accepted === 0 && unknownPeople >= UNKNOWN_PEOPLE_MAX) return 'unknown_people';
    if ('count' in maxErrors) return dead > maxErrors.count ? 'max_errors' : undefined;
    const delivered = accepted + dead;
    const tooMany = delivered >= DELIVERIES_BEFORE_SHARE && dead > maxErrors.share * delivered;
    return tooMany ? 'max_errors' : undefined;
  };
}

/** Later events of a person who was found missing cost no request. */
function isNewlyMissing(delivery: Delivery | undefined): boolean {
  return (
    delivery?.outcome === 'dead_letter' && delivery.reason === 'contact_not_found' && delivery.attempts > 0
  );
}
