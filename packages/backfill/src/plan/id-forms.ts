/** What user ids look like. A database gives its rows ids of one form. */
export const ID_FORMS = ['number', 'uuid', 'hexadecimal', 'email', 'text'] as const;
export type IdForm = (typeof ID_FORMS)[number];

const UUID_LENGTH = 36;
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
/** Of an id of MongoDB, and of a UUID without hyphens. */
const HEXADECIMAL_LENGTHS: readonly number[] = [24, 32];

/** Asked of every call: most ids are told by their first character or their length. */
export function formOf(id: string): IdForm {
  const { length } = id;
  if (length === UUID_LENGTH && UUID.test(id)) return 'uuid';
  if (HEXADECIMAL_LENGTHS.includes(length) && /^[\da-f]+$/i.test(id)) return 'hexadecimal';
  const first = id.charCodeAt(0);
  if (first >= 0x30 && first <= 0x39 && /^\d+$/.test(id)) return 'number';
  return id.includes('@') ? 'email' : 'text';
}
