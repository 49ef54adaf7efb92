/** What a property looks like in one call, before or after the mapping. */
export const PROPERTY_KINDS = [
  'text',
  'numeric_text',
  'number',
  'boolean',
  'date',
  'money',
  'link',
  'rich_link',
  'list',
] as const;
export type PropertyKind = (typeof PROPERTY_KINDS)[number];

/** The kind that a value has by itself; a date or an amount of money is known by the mapping's note only. */
export function kindOf(value: unknown): PropertyKind {
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'boolean';
  if (Array.isArray(value)) return 'list';
  const text = typeof value === 'string' ? value.trim() : '';
  if (/^-?\d+(?:\.\d+)?$/.test(text)) return 'numeric_text';
  return /^https?:\/\//i.test(text) ? 'link' : 'text';
}
