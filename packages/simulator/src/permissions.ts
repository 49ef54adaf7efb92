import { InputError } from './input-error';

/**
 * What a token may be allowed to do, as far as the simulator has endpoints for it. Doc, "OAuth Scopes", by their titles;
 * `read_users_companies` is written so in the reference of 2.17, and the others are assumed to be alike.
 */
export const permissions = [
  'read_users_companies',
  'write_users_companies',
  'read_events',
  'write_events',
  'read_admins',
] as const;

export type Permission = (typeof permissions)[number];

/** Reads a list that came from outside. Throws an InputError. */
export function readPermissions(value: unknown): Permission[] {
  if (!Array.isArray(value)) throw new InputError('The permissions must be an array.');
  return value.map((one: unknown) => {
    const permission = permissions.find((name) => name === one);
    if (permission !== undefined) return permission;
    throw new InputError(
      `There is no permission ${JSON.stringify(one)}; there are ${permissions.join(', ')}.`,
    );
  });
}
