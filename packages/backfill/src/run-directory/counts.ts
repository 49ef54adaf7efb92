import type { DeadLetterReason } from '@intercom-destination/core';
import { OUTCOMES, type EndedCall } from './outcome';

/** Calls by how they ended, and within an outcome by why. */
export interface Counts {
  readonly outcomes: Record<EndedCall['outcome'], number>;
  readonly acceptedBy: Record<string, number>;
  readonly skipped: Record<string, number>;
  readonly refused: Record<string, number>;
  readonly deadLetters: Record<string, number>;
  /** Calls for which more than one request was made, by retries or for a further identifier. */
  resent: number;
  /** Times that a dead letter was tried again. */
  retried: number;
  /** Of these, the times that it was accepted. */
  recovered: number;
}

export function emptyCounts(): Counts {
  return {
    outcomes: {
      ...{ accepted: 0, same_second: 0, handed_over: 0, duplicate: 0 },
      ...{ skipped: 0, refused: 0, dead_letter: 0 },
    },
    acceptedBy: {},
    skipped: {},
    refused: {},
    deadLetters: {},
    resent: 0,
    retried: 0,
    recovered: 0,
  };
}

/** Calls that ended with the first reading, by why. */
export function countLeftOut(counts: Counts, skipped: Readonly<Record<string, number>>): void {
  for (const [code, count] of Object.entries(skipped)) {
    counts.outcomes.skipped += count;
    increment(counts.skipped, code, count);
  }
}

export function countEnded(counts: Counts, ended: EndedCall): void {
  counts.outcomes[ended.outcome] += 1;
  if ('attempts' in ended && ended.attempts > 1) counts.resent += 1;
  switch (ended.outcome) {
    case 'accepted':
      increment(counts.acceptedBy, ended.by);
      return;
    case 'same_second':
    case 'handed_over':
    case 'duplicate':
      return;
    case 'skipped':
      increment(counts.skipped, ended.code);
      return;
    case 'refused':
      increment(counts.refused, ended.code);
      return;
    case 'dead_letter':
      increment(counts.deadLetters, ended.code);
      return;
    default:
      ended satisfies never;
  }
}

/** A dead letter was tried again and has ended anew: it moves from where it was counted. */
export function recountRetried(counts: Counts, was: DeadLetterReason, ended: EndedCall): void {
  counts.outcomes.dead_letter -= 1;
  increment(counts.deadLetters, was, -1);
  if (counts.deadLetters[was] === 0) Reflect.deleteProperty(counts.deadLetters, was);
  const { resent } = counts;
  countEnded(counts, ended);
  // Retries have a count of their own.
  counts.resent = resent;
  counts.retried += 1;
  if (ended.outcome === 'accepted' || ended.outcome === 'same_second') counts.recovered += 1;
}

export function totalEnded({ outcomes }: Counts): number {
  return OUTCOMES.reduce((sum, outcome) => sum + outcomes[outcome], 0);
}

/** Those whose end took a request. */
export function totalSent({ outcomes }: Counts): number {
  return outcomes.accepted + outcomes.same_second + outcomes.handed_over + outcomes.dead_letter;
}

export function increment(counts: Record<string, number>, key: string, by = 1): void {
  counts[key] = (counts[key] ?? 0) + by;
}
