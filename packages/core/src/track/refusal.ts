/** Why a call becomes no data event. `skipped_by_rule` was asked for by a setting; the others are faults of the call. */
export type RefusalCode =
  | 'not_a_track_call'
  | 'skipped_by_rule'
  | 'no_event_name'
  | 'event_name_too_long'
  | 'no_contact'
  | 'identifier_unreadable'
  | 'no_timestamp'
  | 'timestamp_out_of_range';

export interface Refusal {
  readonly code: RefusalCode;
  /** One sentence for the person who sends the calls; it holds no value of the call but a year. */
  readonly message: string;
}

/** Those whose sentence is the same for every call. */
export type PlainRefusalCode = Exclude<RefusalCode, 'timestamp_out_of_range'>;

const MESSAGES: Readonly<Record<PlainRefusalCode, string>> = {
  not_a_track_call: 'Only track calls become data events; this is another type of call, or no call at all.',
  skipped_by_rule: 'The event settings say to skip events of this name.',
  no_event_name: 'The call has no event name: `event` must be text that is not blank.',
  event_name_too_long: 'The event name is longer than 512 UTF-16 units.',
  no_contact:
    'The call names nobody Intercom could know: it has no contact id, no user id and no email that can be used; placeholders such as "null" do not count.',
  identifier_unreadable:
    'An identifier of the call, or the text that would hold one, cannot be read, is too long or has lost digits on its way, and no other one names the contact.',
  no_timestamp:
    'No field that is asked for the time of the call holds one that can be read (one in 1970 counts as none), and the present moment would be a guess.',
};

export function refusal(code: PlainRefusalCode): Refusal {
  return { code, message: MESSAGES[code] };
}

/** The refusal of a time of such a year. `from`: the field that it was read from. */
export function refuseYear({ from, year }: { readonly from: string; readonly year: number }): Refusal {
  return {
    code: 'timestamp_out_of_range',
    message: `The time of the call, by its ${from}, lies in the year ${year}, which is outside the years 1971 to 2100.`,
  };
}
