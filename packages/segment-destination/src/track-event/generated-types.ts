// Generated file. DO NOT MODIFY IT BY HAND.

export interface Payload {
  /**
   * The name of the event in Intercom, which has room for 120 different ones.
   */
  event: string;
  /**
   * When it happened. Without a readable time the event is refused: the present would be a guess.
   */
  timestamp: string;
  /**
   * Your id of the person, which is the contact's external id in Intercom.
   */
  userId?: string;
  /**
   * The person's email, by which contacts without a user id are found. One that is no email address is passed over.
   */
  email?: string;
  /**
   * An email that the event itself has is often somebody else's, such as the one of a friend who is invited. It is used only where the other identifiers are empty. Clear it to use it never.
   */
  eventEmail?: string;
  /**
   * Intercom's own id of the contact. It is the only identifier that reaches every lead, and goes before the others.
   */
  contactId?: string;
  /**
   * Further identifiers, each with an id and a type: intercom_contact_id, user_id or email. They count where the fields above are empty.
   */
  externalIds?: {
    [k: string]: unknown;
  }[];
  /**
   * Used where there is no user ID, if the setting Send anonymous id of the destination is on. Choose $.anonymousId here when you switch it on.
   */
  anonymousId?: string;
  /**
   * What to tell Intercom about the event. Money, dates, links, lists and nested objects become what Intercom shows as such. Ten keys are sent; the fields below say which.
   */
  metadata?: {
    [k: string]: unknown;
  };
  /**
   * Values from elsewhere in the event, such as page_url from context.page.url. They overrule the metadata, and stay when there are too many keys.
   */
  furtherMetadata?: {
    [k: string]: unknown;
  };
  /**
   * Properties that go before all others, in this order. A nested one is named by its path, such as address.city.
   */
  keepKeys?: string[];
  /**
   * Properties that are never sent. Naming an object drops all that is in it.
   */
  dropKeys?: string[];
  /**
   * Properties that are sent under another key. A date keeps a key that ends in _date. The key is the property, the value its new key.
   */
  renameKeys?: {
    [k: string]: unknown;
  };
  /**
   * What a property is, whatever it looks like. money is in whole units of the currency, money_minor in its smallest. The key is the property, the value one of text, number, date, money, money_minor, link, rich_link.
   */
  types?: {
    [k: string]: unknown;
  };
  /**
   * drop sends nothing but what keepKeys and Further metadata name. Default: send.
   */
  otherKeys?: string;
  /**
   * How many metadata keys an event may have. Intercom ignores what is beyond ten; some older pages of its documentation say twenty. Default: 10.
   */
  keyLimit?: number;
  /**
   * Which keys stay when there are too many. ranked: keepKeys, Further metadata, money, dates, then the others, nested ones last. as_sent: the first ones of the call. Default: ranked.
   */
  keyOrder?: string;
  /**
   * A list makes Intercom refuse the whole event, so none is sent as it is. auto: texts and numbers are joined, other lists are counted and their names joined. Default: auto.
   */
  arrays?: string;
  /**
   * Intercom accepts booleans but documents no such kind; as text they can be used in messages. Default: text.
   */
  booleans?: string;
  /**
   * rename: a date is sent as Unix seconds under a key that ends in _date, which is how Intercom knows a date. text: it stays text. Default: rename.
   */
  dates?: string;
  /**
   * The zone of times that are written without one, such as Europe/Berlin: of the call itself and in its properties. A time with a zone keeps it. Default: UTC.
   */
  timeZone?: string;
  /**
   * The unit of the amount in an object with amount and currency: the currency's smallest (1999 is 19.99) or whole ones. It is never guessed. Default: minor.
   */
  moneyObjects?: string;
  /**
   * The currency of a revenue, or of what types calls money, where the call names none, as an ISO 4217 code. Default: usd.
   */
  defaultCurrency?: string;
  /**
   * iso: as ISO 4217 says, so that yen have none and Kuwaiti dinars three. cents: always two. Default: iso.
   */
  exponent?: string;
  /**
   * kebab makes order-completed of Order Completed, where no rule names the event. Default: as_sent.
   */
  nameStyle?: string;
  /**
   * Which identifiers may name the contact, the strongest first: Intercom's contact id, the user id, the email. Only the strongest that a call has is sent; the others are tried after it is found missing. None given: all of them, in this order.
   */
  identifierOrder?: string[];
  /**
   * Identifiers that stand for nobody, emails too, compared without case. A list replaces this one; an empty list means that every identifier counts.
   */
  placeholderIds?: string[];
  /**
   * When the event reached Segment. An event whose contact is missing is tried again for some minutes after it.
   */
  receivedAt?: string;
  /**
   * Whether Segment hands over events in batches. Each is one request to Intercom all the same.
   */
  enable_batching?: boolean;
  /**
   * Events in a batch, at most. Each is a request of its own and Segment waits a few seconds, so more than 100 may not be sent in time; those are tried again.
   */
  batch_size?: number;
}
