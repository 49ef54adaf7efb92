/** Adds what was counted elsewhere under the same names. */
export function addCounts<Name extends string>(
  counts: Partial<Record<Name, number>>,
  others: Readonly<Record<Name, number>>,
): void {
  for (const name in others) counts[name] = (counts[name] ?? 0) + others[name];
}
