import { CannotRun } from '../terminal/cannot-run';

/**
 * What becomes of different calls of one person with the same event name and second, which Intercom takes for one.
 * `report`: sent, and counted apart. `shift`: the later ones go a few seconds on. `drop`: the later ones are not sent.
 */
export const COLLISION_POLICIES = ['report', 'shift', 'drop'] as const;
export type CollisionPolicy = (typeof COLLISION_POLICIES)[number];

/** A second is free in the whole input or not at all: a part of the input would move the same call elsewhere. */
export function requireWholeInput(policy: CollisionPolicy, filtersInUse: readonly string[]): void {
  const [filter] = filtersInUse;
  if (policy !== 'shift' || filter === undefined) return;
  throw new CannotRun(
    `--on-collision shift looks for free seconds in the whole input, so it cannot be used with ${filter}.`,
  );
}
