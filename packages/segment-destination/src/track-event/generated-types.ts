// Generated file. DO NOT MODIFY IT BY HAND.

export interface Payload {
  /**
   * The name of the event in Intercom. A workspace can have 120 different names.
   */
  event: string;
  /**
   * When the event happened. An event without a readable time is refused: the present would be a guess.
   */
  timestamp: string;
  /**
   * Your ID of the person, which is the contact's external ID in Intercom.
   */
  userId?: string;
  /**
   * The person's email, used to find contacts without a user ID. An invalid address is passed over.
   */
  email?: string;
  /**
   * An email in the event's properties often belongs to somebody else, such as an invited friend, so it is used only when all other identifiers are empty. Clear this field to never use it.
   */
  eventEmail?: string;
  /**
   * Intercom's own ID of the contact. It is the only identifier that works for every lead, and takes precedence over the others.
   */
  contactId?: string;
  /**
   * Further identifiers, each with an id and a type: intercom_contact_id, user_id or email. Each is used where the field of its kind is empty. A contact ID takes precedence over all others.
   */
  externalIds?: {
    [k: string]: unknown;
  }[];
  /**
   * Used when there is no user ID and the setting Send anonymous ID of the destination is on. If you turn that on, map $.anonymousId here.
   */
  anonymousId?: string;
  /**
   * Details of the event. Money, dates, links, lists and nested objects are converted to what Intercom can show. Up to ten keys are sent; the fields below control which.
   */
  metadata?: {
    [k: string]: unknown;
  };
  /**
   * Values from elsewhere in the event, such as page_url from context.page.url. They override metadata with the same key, and are kept when there are too many keys.
   */
  furtherMetadata?: {
    [k: string]: unknown;
  };
  /**
   * Properties to keep first, in this order. Name a nested one by its path, such as address.city.
   */
  keepKeys?: string[];
  /**
   * Properties that are never sent. Naming an object drops everything in it.
   */
  dropKeys?: string[];
  /**
   * Properties to send under another key. The key of a date always ends in _date. Enter the property as the key and its new name as the value.
   */
  renameKeys?: {
    [k: string]: unknown;
  };
  /**
   * The type of a property, whatever it looks like. money: an amount in whole units of the currency, such as 19.99. money_minor: in its smallest unit, such as 1999. Enter the property as the key and one of these as the value: text, number, date, money, money_minor, link, rich_link.
   */
  types?: {
    [k: string]: unknown;
  };
  /**
   * Whether properties that no setting names are sent. Drop: only those that Keys to keep and Further metadata name. Default: Send.
   */
  otherKeys?: string;
  /**
   * Maximum metadata keys per event. Intercom ignores keys beyond the tenth; some older pages of its documentation say twenty. Default: 10.
   */
  keyLimit?: number;
  /**
   * Which keys stay when there are too many. Ranked: Keys to keep, Further metadata, money, dates, then the others, nested ones last. As sent: the first ones of the event. Default: Ranked.
   */
  keyOrder?: string;
  /**
   * Intercom refuses an event that contains a list, so lists are converted. Auto: texts and numbers are joined; of other lists the count and the names are sent. Default: Auto.
   */
  arrays?: string;
  /**
   * Intercom accepts booleans but does not document them. As text they can be used in messages. Default: Text.
   */
  booleans?: string;
  /**
   * Rename: a date is sent as Unix seconds under a key that ends in _date, by which Intercom recognizes a date. Text: it stays text. Default: Rename.
   */
  dates?: string;
  /**
   * The time zone of times that do not state one, in the event and in its properties, such as Europe/Berlin. Default: UTC.
   */
  timeZone?: string;
  /**
   * The unit of the amount in an object with amount and currency. Minor: the currency's smallest, so that 1999 is 19.99. Major: whole units. It is never guessed. Default: Minor.
   */
  moneyObjects?: string;
  /**
   * The ISO 4217 code of the currency for revenue, and for properties typed as money, where the event names no currency. Default: usd.
   */
  defaultCurrency?: string;
  /**
   * How many decimal places a currency has. ISO 4217: as ISO 4217 says, such as none for yen and three for Kuwaiti dinars. Cents: always two. Default: ISO 4217.
   */
  exponent?: string;
  /**
   * How event names are written. Kebab: Order Completed becomes order-completed. Default: As sent.
   */
  nameStyle?: string;
  /**
   * Which identifiers may name the contact, the strongest first: Intercom's contact id, the user id, the email. Only the strongest that an event has is sent; the others are tried if Intercom does not know it. If empty: all, in this order.
   */
  identifierOrder?: string[];
  /**
   * Identifiers that stand for nobody, such as null or guest, whatever their case; emails too. Your list replaces the built-in one.
   */
  placeholderIds?: string[];
  /**
   * When Segment received the event. An event whose contact is missing is retried for some minutes after that.
   */
  receivedAt?: string;
  /**
   * Whether Segment delivers events in batches. Each event is a request to Intercom of its own all the same.
   */
  enable_batching?: boolean;
  /**
   * Maximum number of events in a batch. Segment waits for a batch for a few seconds, so of more than 100 some may not be sent in time; those are retried.
   */
  batch_size?: number;
}
