import { hasOwn } from '../has-own';
import { isBlank } from './text';

/** Whether there is nothing to send: null, blank text, an empty list, an object without keys. */
export function isEmpty(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
      return isBlank(value);
    case 'undefined':
      return true;
    case 'object':
      if (value === null) return true;
      if (Array.isArray(value)) return value.length === 0;
      return !(value instanceof Date) && hasNoKeys(value);
    default:
      return false;
  }
}

function hasNoKeys(object: object): boolean {
  for (const key in object) if (hasOwn(object, key)) return false;
  return true;
}
