import type { Property } from './property';
import type { ValueKind } from './value';

/**
 * Where a property stands among those that Intercom keeps, the lowest first: `keepKeys` in their order, then `addKeys`,
 * money, dates, other properties in their order, nested ones by depth.
 */
export function rankOf({ keepRank, added, depth }: Property, kind: ValueKind, keepCount: number): number {
  if (keepRank !== undefined) return keepRank;
  if (added) return keepCount;
  if (kind === 'money') return keepCount + 1;
  if (kind === 'date') return keepCount + 2;
  return keepCount + 3 + depth;
}
