export function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce(
    (held, key) => (isObject(held) && Object.hasOwn(held, key) ? held[key] : undefined),
    value,
  );
}

export function entriesOf(value: unknown): [string, unknown][] {
  return isObject(value) ? Object.entries(value) : [];
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
