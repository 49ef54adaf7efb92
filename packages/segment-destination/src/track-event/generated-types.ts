// Generated file. DO NOT MODIFY IT BY HAND.

export interface Payload {
  /**
   * The name of the event in Intercom, which has room for 120 different ones.
   */
  event?: string;
  /**
   * When it happened. Without a readable time the event is refused: the present would be a guess.
   */
  timestamp?: string;
  /**
   * Intercom's own id of the contact. It is the only identifier that reaches every lead. Empty: it is read from the call.
   */
  contactId?: string;
  /**
   * Your id of the person, which is the contact's external id in Intercom.
   */
  userId?: string;
  /**
   * Used only if the setting Send anonymous id is on, and where there is no user id. Empty: it is read from the call.
   */
  anonymousId?: string;
  /**
   * The person's email. One that is none is passed over, and the event goes by another identifier. Empty: it is read from the call.
   */
  email?: string;
  /**
   * What to tell Intercom about the event. Money, dates, links, lists and nested objects become what Intercom shows as such; the settings say which ten keys stay.
   */
  metadata?: {
    [k: string]: unknown;
  };
  /**
   * The id of the call, for what the setting Keys to add takes from it. Empty: it is read from the call.
   */
  messageId?: string;
  /**
   * The fields above overrule it, but for the metadata, which they replace. From it come further identifiers, the time of arrival, and what the setting Keys to add names. Leave it empty to send nothing but the fields above.
   */
  call?: {
    [k: string]: unknown;
  };
  /**
   * Whether Segment hands over events in batches. Each is one request to Intercom all the same.
   */
  enable_batching?: boolean;
  /**
   * Events in a batch, at most. Each is a request of its own and Segment waits a few seconds, so more than 100 may not be sent in time; those are tried again.
   */
  batch_size?: number;
  /**
   * The fields whose values the events of a batch share: none.
   */
  batch_keys?: string[];
}
