import { asObject } from '@intercom-destination/core';

/** An own property of whatever may stand in a dump; `undefined`: it is no object, or has none of that name. */
export function ownProperty(value: unknown, name: string): unknown {
  const object = asObject(value);
  return object !== undefined && Object.hasOwn(object, name) ? object[name] : undefined;
}
