import { accepted, refused, type Checked } from '../checked';
import type { ContactFields } from '../contacts/contact';
import { invalidParameter } from '../error-list';
import { isJsonObject } from '../json-value';

const textFields = ['external_id', 'email', 'name', 'phone'] as const;

/** Reads what a request sets on a contact. A blank string counts as null; a number for an external id as its text. */
export function readContactFields(body: unknown): Checked<ContactFields> {
  if (!isJsonObject(body)) return refused(invalidParameter('body must be an object'));
  const { role, custom_attributes } = body;
  if (role !== undefined && role !== 'user' && role !== 'lead') {
    return refused(invalidParameter('role must be either user or lead'));
  }
  if (custom_attributes !== undefined && !isJsonObject(custom_attributes)) {
    return refused(invalidParameter('custom_attributes must be an object'));
  }
  const fields: Record<string, string | null> = {};
  for (const key of textFields) {
    const sent = body[key];
    if (sent === undefined) continue;
    const value = typeof sent === 'number' ? String(sent) : sent;
    if (value !== null && typeof value !== 'string')
      return refused(invalidParameter(`${key} must be a string`));
    fields[key] = value === null || value.trim() === '' ? null : value;
  }
  return accepted({ ...fields, role, custom_attributes });
}
