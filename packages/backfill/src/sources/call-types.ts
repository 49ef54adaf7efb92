/** The types of calls beside track, in the specs of Segment and RudderStack, in lower case. */
const OTHER_CALL_TYPES: ReadonlySet<string> = new Set([
  'identify',
  'page',
  'screen',
  'group',
  'alias',
  'merge',
  'audiencelist',
  'record',
]);

/** Whether the type of a call is one of these, in any case of letters. */
export function isOtherCallType(type: unknown): boolean {
  return typeof type === 'string' && OTHER_CALL_TYPES.has(type.toLowerCase());
}

export function isCallType(type: unknown): boolean {
  return isOtherCallType(type) || (typeof type === 'string' && type.toLowerCase() === 'track');
}
