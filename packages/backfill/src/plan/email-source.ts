import { ownProperty } from '../sources/own-property';

/** Whether an email that names a contact stands in the call's properties alone, where it may be somebody else's. */
export function isOfPropertiesAlone(call: unknown, email: string): boolean {
  if (!names(ownProperty(ownProperty(call, 'properties'), 'email'), email)) return false;
  const context = ownProperty(call, 'context');
  const externalIds = ownProperty(context, 'externalIds');
  const others = [
    ownProperty(call, 'userId'),
    ownProperty(ownProperty(call, 'traits'), 'email'),
    ownProperty(ownProperty(context, 'traits'), 'email'),
    ...(Array.isArray(externalIds) ? externalIds.map((entry) => ownProperty(entry, 'id')) : []),
  ];
  return !others.some((value) => names(value, email));
}

function names(value: unknown, email: string): boolean {
  return typeof value === 'string' && value.trim().toLowerCase() === email;
}
