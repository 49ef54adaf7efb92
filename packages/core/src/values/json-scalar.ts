/** Whether JSON has the value as text, number or boolean: not NaN, a bigint, a symbol or a function, as a program may pass. */
export function isJsonScalar(value: unknown): value is string | number | boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value === 'string' || typeof value === 'boolean';
}
