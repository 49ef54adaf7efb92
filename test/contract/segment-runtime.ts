/**
 * What Segment's runtime does to a case before the destination sees it, where that changes the answer. There is no other
 * kind: a field's schema refuses the call, keys called `__proto__` are taken out, or the runtime itself breaks on what
 * Segment's API lets nobody send, with the whole batch if it is in one.
 */
export type SegmentRuntime = 'refused' | 'proto_removed' | 'breaks';

/** By the case's `because`. */
export const SEGMENT_RUNTIME: Readonly<Record<string, SegmentRuntime>> = {
  'Fields of every wrong type are passed over and throw nothing.': 'refused',
  'Null where properties belong is no properties.': 'breaks',
  'Null may arrive where a call is expected: a refusal, never an exception.': 'breaks',
  'A list where properties belong cannot be sent, and that is noted.': 'refused',
  'An object as a user id is passed over, noted, and the email names the person.': 'refused',
  'A key called __proto__ is a key like any other.': 'proto_removed',
  'An object under __proto__ is flattened and pollutes nothing.': 'proto_removed',
};
