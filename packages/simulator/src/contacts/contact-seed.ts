import { InputError } from '../input-error';
import { isJsonObject } from '../json-value';
import type { ContactRole } from './contact';

/** A contact to start with. `role` is 'user' unless said; an `id` is made up unless given; a lead's `external_id` is ignored, as Intercom does. */
export interface ContactSeed {
  readonly id?: string;
  readonly role?: ContactRole;
  readonly external_id?: string;
  readonly email?: string;
  readonly name?: string;
}

const seedKeys = ['id', 'role', 'external_id', 'email', 'name'];

/** Reads a seed that came from outside. Throws an InputError; `label` names the seed in it. */
export function readContactSeed(value: unknown, label: string): ContactSeed {
  if (!isJsonObject(value)) throw new InputError(`${label} must be an object.`);
  for (const [key, field] of Object.entries(value)) {
    if (!seedKeys.includes(key)) {
      throw new InputError(`${label} has an unknown key "${key}"; known are ${seedKeys.join(', ')}.`);
    }
    if (field === undefined || field === null) continue;
    if (typeof field !== 'string' || field === '') {
      throw new InputError(`${label}: ${key} must be a string that is not empty.`);
    }
  }
  const { role } = value;
  if (role !== undefined && role !== null && role !== 'user' && role !== 'lead') {
    throw new InputError(`${label}: role must be "user" or "lead".`);
  }
  return Object.fromEntries(
    Object.entries(value).filter(([, field]) => field !== undefined && field !== null),
  );
}
