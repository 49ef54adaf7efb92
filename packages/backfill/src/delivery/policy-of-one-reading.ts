import type { MissingContact } from '@intercom-destination/core';

/** Under `retry` the run itself looks missing contacts up again at its end; until then they are remembered as missing. */
export function policyOfOneReading(missingContact: MissingContact): MissingContact {
  return missingContact === 'retry' ? 'give_up' : missingContact;
}
