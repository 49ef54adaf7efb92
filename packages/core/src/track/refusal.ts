/** Why a call becomes no data event. `skipped_by_rule` was asked for by a setting; the others are faults of the call. */
export type RefusalCode =
  | 'not_a_track_call'
  | 'skipped_by_rule'
  | 'no_event_name'
  | 'event_name_too_long'
  | 'no_contact'
  | 'identifier_unreadable'
  | 'no_timestamp';

export interface Refusal {
  readonly code: RefusalCode;
  /** One sentence for the person who sends the calls; it holds no value of the call. */
  readonly message: string;
}

const MESSAGES: Readonly<Record<RefusalCode, string>> = {
  not_a_track_call: 'Only track calls become data events; this is another type of call, or no call at all.',
  skipped_by_rule: 'The event settings say to skip events of this name.',
  no_event_name: 'The call has no event name: `event` must be text that is not blank.',
  event_name_too_long: 'The event name is longer than 512 UTF-16 units.',
  no_contact:
    'The call names nobody Intercom could know: it has no contact id, no user id and no valid email.',
  identifier_unreadable:
    'The call has an identifier that cannot be read (too long, a number that JSON has rounded, or neither text nor number), and names nobody otherwise.',
  no_timestamp:
    'The call has no readable time between 1970 and 2100, and the present moment would be a guess.',
};

export function refusal(code: RefusalCode): Refusal {
  return { code, message: MESSAGES[code] };
}
