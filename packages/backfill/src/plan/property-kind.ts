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
  if (mayBeNumber(text) && /^-?\d+(?:\.\d+)?$/.test(text)) return 'numeric_text';
  return isLink(text) ? 'link' : 'text';
}

/** Asked of every text of a dump: most are told by their first character. */
export function isLink(text: string): boolean {
  const first = text.charCodeAt(0) | LOWER_CASE;
  return first === LETTER_H && /^https?:\/\//i.test(text);
}

const LOWER_CASE = 0x20;
const LETTER_H = 0x68;

function mayBeNumber(text: string): boolean {
  const first = text.charCodeAt(0);
  return (first >= 0x30 && first <= 0x39) || first === 0x2d;
}
