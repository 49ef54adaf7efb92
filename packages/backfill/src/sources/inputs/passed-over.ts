import { formatCount } from '../../terminal/format';

/** A file, or a folder with a slash behind it, that is not read, and the rule for folders that says so. */
export interface PassedOver {
  readonly path: string;
  readonly rule: string;
}

/** How many each rule passes over, and the first of them. */
export interface PassedOverByRule {
  readonly rule: string;
  readonly count: number;
  readonly first: string;
}

export function countByRule(passedOver: readonly PassedOver[]): PassedOverByRule[] {
  const counts = new Map<string, PassedOverByRule>();
  for (const { path, rule } of passedOver) {
    const before = counts.get(rule);
    counts.set(rule, { rule, count: (before?.count ?? 0) + 1, first: before?.first ?? path });
  }
  return [...counts.values()];
}

/** As a sentence; `undefined`: there is nothing to say. */
export function describePassedOver(passedOver: readonly PassedOver[]): string | undefined {
  if (passedOver.length === 0) return undefined;
  const rules = countByRule(passedOver).map(({ rule, count, first }) =>
    count === 1 ? `${rule}: ${first}` : `${rule}: ${formatCount(count)}, the first is ${first}`,
  );
  return `Passed over by their names, as holding no calls: ${rules.join('; ')}.`;
}
