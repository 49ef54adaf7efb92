import type { JsonObject } from '../json-value';

/** A data event as the workspace holds it. */
export interface StoredEvent {
  readonly id: string;
  /** Intercom's id of the contact. */
  readonly contact_id: string;
  /** The name in the form in which names are compared: lower case, with `-` for `.` and `$`. */
  readonly event_name: string;
  readonly event_name_sent: string;
  /** Unix seconds, as sent. */
  readonly created_at: number;
  /** At most as many keys as the switch `metadataKeyLimit` says. */
  readonly metadata: JsonObject;
}
