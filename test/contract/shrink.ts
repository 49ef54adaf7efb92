/** The value with everything taken out of it, at any depth, without which it still is what is looked for. */
export function shrink<T extends object>(value: T, isLookedFor: (value: T) => boolean): T {
  for (const smaller of withoutOne(value)) {
    if (isLookedFor(smaller as T)) return shrink(smaller as T, isLookedFor);
  }
  return value;
}

function* withoutOne(value: object): Generator<object> {
  for (const key of Object.keys(value)) yield withMember(value, key);
  for (const [key, held] of Object.entries(value)) {
    if (typeof held !== 'object' || held === null) continue;
    for (const smaller of withoutOne(held as object)) yield withMember(value, key, smaller);
  }
}

/** A copy in which the member is the one given, or gone. */
function withMember(value: object, key: string, ...member: readonly [] | readonly [object]): object {
  if (Array.isArray(value)) return (value as unknown[]).toSpliced(Number(key), 1, ...member);
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, held]) =>
      name === key ? member.map((given) => [name, given]) : [[name, held]],
    ),
  );
}
