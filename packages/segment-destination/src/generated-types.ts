// Generated file. DO NOT MODIFY IT BY HAND.

export interface Settings {
  /**
   * The access token of an app in your Intercom workspace, from Intercom's Developer Hub. It needs the permission to write events, and to read and write contacts for what is to be found, created or deleted.
   */
  accessToken: string;
  /**
   * Where your Intercom workspace is hosted. The host of another region refuses the token, so there is no default.
   */
  region: string;
  /**
   * The version of Intercom's API that events are sent with.
   */
  apiVersion?: string;
  /**
   * Instead of the host of the region: a proxy by https, or a simulator on this machine. Leave it empty unless you host this destination yourself.
   */
  baseUrl?: string;
  /**
   * What becomes of an event whose contact Intercom does not have. retry: it is tried again for some minutes, since identify and track race each other. give_up: it is dropped. create_user: the user is made first.
   */
  missingContact?: string;
  /**
   * For how long an event waits for its contact under retry, counted from its arrival at Segment. Events with nothing but an anonymous id are not tried again.
   */
  retryForMinutes?: number;
  /**
   * Writes a line to the console for each event of which the mapping changed something or left something out: codes and keys, never a value.
   */
  logNotes?: boolean;
  /**
   * kebab makes order-completed of Order Completed, where no rule names the event.
   */
  nameStyle?: string;
  /**
   * Which identifiers may name the contact, the strongest first: Intercom's contact id, the user id, the email. Only the strongest that a call has is sent; the others are tried after it is found missing. Some of id, user_id, email; none given: all of them, in this order.
   */
  identifierOrder?: string[];
  /**
   * Further names under which a call's integrations switch Intercom on or off and may hold its contact id. Intercom and the names and slugs of the hosts' own Intercom destinations are known.
   */
  integrationNames?: string[];
  /**
   * Identifiers that stand for nobody, emails too, compared without case. A list replaces this one; an empty list means that every identifier counts.
   */
  placeholderIds?: string[];
  /**
   * Whether the anonymous id stands in where a call has no user id. Only for workspaces whose contacts have anonymous ids as their external id.
   */
  sendAnonymousId?: boolean;
  /**
   * Where an email may be read from. userId counts where the user id is an email address. properties.email often names somebody else, so it is used only where the call names nobody otherwise. Some of context.traits.email, traits.email, context.externalIds, userId, properties.email; none given: all of them, in this order.
   */
  emailFrom?: string[];
  /**
   * The zone of times that are written without one, such as Europe/Berlin: of the call itself and in its properties. A time with a zone keeps it.
   */
  timeZone?: string;
  /**
   * How many metadata keys an event may have. Intercom ignores what is beyond ten; some older pages of its documentation say twenty.
   */
  keyLimit?: number;
  /**
   * Which keys stay when there are too many. ranked: keepKeys, addKeys, money, dates, then the others, nested ones last. as_sent: the first ones of the call.
   */
  keyOrder?: string;
  /**
   * Properties that go before all others, in this order. A nested one is named by its path, such as address.city.
   */
  keepKeys?: string[];
  /**
   * Properties that are never sent. Naming an object drops all that is in it.
   */
  dropKeys?: string[];
  /**
   * Properties that are sent under another key. A date keeps a key that ends in _date. Each entry is a pair such as plan=tier.
   */
  renameKeys?: string[];
  /**
   * Further values from anywhere in the call, as key and path, such as page_url and context.page.url. Each entry is a pair such as page_url=context.page.url.
   */
  addKeys?: string[];
  /**
   * drop sends nothing but what keepKeys and addKeys name.
   */
  otherKeys?: string;
  /**
   * What a property is, whatever it looks like. money is in whole units of the currency, money_minor in its smallest. Each entry is a pair such as plan=text. The types are text, number, date, money, money_minor, link, rich_link.
   */
  types?: string[];
  /**
   * A list makes Intercom refuse the whole event, so none is sent as it is. auto: texts and numbers are joined, other lists are counted and their names joined.
   */
  arrays?: string;
  /**
   * Intercom accepts booleans but documents no such kind; as text they can be used in messages.
   */
  booleans?: string;
  /**
   * rename: a date is sent as Unix seconds under a key that ends in _date, which is how Intercom knows a date. text: it stays text.
   */
  dates?: string;
  /**
   * The unit of the amount in an object with amount and currency: the currency's smallest (1999 is 19.99) or whole ones. It is never guessed.
   */
  moneyObjects?: string;
  /**
   * The currency of a revenue, or of what types calls money, where the call names none, as an ISO 4217 code.
   */
  defaultCurrency?: string;
  /**
   * iso: as ISO 4217 says, so that yen have none and Kuwaiti dinars three. cents: always two.
   */
  exponent?: string;
}
