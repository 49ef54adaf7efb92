import type { DeadLetterReason } from '@intercom-destination/core';
import { DEAD_LETTER_REASONS } from '../delivery/retried-reasons';

/** The reason that an adapter names in its host's spelling; what is none of core's is a refusal. */
export function toDroppedReason(name: unknown): DeadLetterReason {
  const spelt = typeof name === 'string' ? name.toLowerCase() : undefined;
  return DEAD_LETTER_REASONS.find((reason) => reason === spelt) ?? 'refused';
}
