/** What the mapping changed or left behind. The list is closed: a new code is a new promise to readers. */
export type NoteCode =
  | 'name_changed'
  | 'email_invalid'
  | 'identifier_changed'
  | 'identifier_ignored'
  | 'placeholder_ignored'
  | 'integration_unclear'
  | 'timestamp_fallback'
  | 'timestamp_placeholder'
  | 'timestamp_in_future'
  | 'json_text_read'
  | 'json_text_unreadable'
  | 'properties_unreadable'
  | 'blank_dropped'
  | 'dropped_by_setting'
  | 'not_listed'
  | 'email_is_identity'
  | 'unsupported_value'
  | 'type_changed'
  | 'type_mismatch'
  | 'number_imprecise'
  | 'text_repaired'
  | 'text_cut'
  | 'link_cut'
  | 'boolean_to_text'
  | 'rich_link_built'
  | 'date_converted'
  | 'date_unreadable'
  | 'date_placeholder'
  | 'date_before_1970'
  | 'not_a_date'
  | 'money_converted'
  | 'money_rounded'
  | 'money_unreadable'
  | 'money_not_positive'
  | 'money_unit_unclear'
  | 'currency_unknown'
  | 'currency_unclear'
  | 'currency_assumed'
  | 'currency_used'
  | 'extended_json_read'
  | 'flattened'
  | 'too_deep'
  | 'array_joined'
  | 'array_counted'
  | 'array_dropped'
  | 'key_changed'
  | 'key_dropped'
  | 'key_alike'
  | 'key_limit';

/** One change or loss. It never holds a value of the call, only the key and a sentence. */
export interface Note {
  readonly code: NoteCode;
  /** Where in the call: a property's path such as `address.city`, or a field of the call such as `event`. */
  readonly key: string;
  readonly detail: string;
}
