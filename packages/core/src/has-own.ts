/** `Object.hasOwn`, for the hosts that compile for ES2020. */
export function hasOwn(object: object, key: string): boolean {
  return Object.prototype.hasOwnProperty.call(object, key);
}
