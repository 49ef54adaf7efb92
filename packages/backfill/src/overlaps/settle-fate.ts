import type { UnixSeconds } from '@intercom-destination/core';
import type { Fate } from '../filters/fate';
import type { Overlap } from './overlaps';

type Sendable = Extract<Fate, { kind: 'to_deliver' }>;

/** What is decided of a call once the whole input is known. */
export type SettledFate =
  | Exclude<Fate, Sendable>
  | { readonly kind: 'skipped'; readonly code: 'same_second_dropped' }
  | { readonly kind: 'duplicate' }
  | (Sendable & {
      /** Intercom probably takes it for one with an earlier call. */
      readonly isSameSecond: boolean;
      /** Seconds that were added to the call's own time. */
      readonly shiftedS: number;
    });

export function settleFate(fate: Fate, overlap: Overlap | undefined): SettledFate {
  if (fate.kind !== 'to_deliver') return fate;
  if (overlap === undefined) return { ...fate, isSameSecond: false, shiftedS: 0 };
  switch (overlap.kind) {
    case 'duplicate':
      return { kind: 'duplicate' };
    case 'dropped':
      return { kind: 'skipped', code: 'same_second_dropped' };
    case 'same_second':
      return { ...fate, isSameSecond: true, shiftedS: 0 };
    case 'shifted':
      return { ...shift(fate, overlap.seconds), isSameSecond: false, shiftedS: overlap.seconds };
    default:
      return overlap satisfies never;
  }
}

function shift({ kind, mapped }: Sendable, seconds: number): Sendable {
  const createdAt = (mapped.dataEvent.created_at + seconds) as UnixSeconds;
  return { kind, mapped: { ...mapped, dataEvent: { ...mapped.dataEvent, created_at: createdAt } } };
}
