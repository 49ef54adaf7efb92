import { METADATA_KEYS_DEFAULT, METADATA_KEYS_MAX } from '../limits';
import type { SettingRow } from './row';

/** How metadata is made. An event rule may replace any of these for its events. */
export const METADATA_SETTINGS = {
  keyLimit: {
    kind: 'whole_number',
    least: 1,
    most: METADATA_KEYS_MAX,
    default: METADATA_KEYS_DEFAULT,
    label: 'Key limit',
    note: 'How many metadata keys an event may have. Intercom ignores what is beyond ten; some older pages of its documentation say twenty.',
  },
  keyOrder: {
    kind: 'choice',
    options: ['ranked', 'as_sent'],
    default: 'ranked',
    label: 'Key order',
    note: 'Which keys stay when there are too many. ranked: keepKeys, addKeys, money, dates, then the others, nested ones last. as_sent: the first ones of the call.',
  },
  keepKeys: {
    kind: 'names',
    default: [],
    label: 'Keys to keep',
    note: 'Properties that go before all others, in this order. A nested one is named by its path, such as address.city.',
  },
  dropKeys: {
    kind: 'names',
    default: [],
    label: 'Keys to drop',
    note: 'Properties that are never sent. Naming an object drops all that is in it.',
  },
  renameKeys: {
    kind: 'name_map',
    default: {},
    label: 'Keys to rename',
    note: 'Properties that are sent under another key. A date keeps a key that ends in _date.',
  },
  addKeys: {
    kind: 'name_map',
    default: {},
    label: 'Keys to add',
    note: 'Further values from anywhere in the call, as key and path, such as page_url and context.page.url.',
  },
  otherKeys: {
    kind: 'choice',
    options: ['send', 'drop'],
    default: 'send',
    label: 'Other keys',
    note: 'drop sends nothing but what keepKeys and addKeys name.',
  },
  types: {
    kind: 'choice_map',
    options: ['text', 'number', 'date', 'money', 'money_minor', 'link', 'rich_link'],
    default: {},
    label: 'Types',
    note: 'What a property is, whatever it looks like. money is in whole units of the currency, money_minor in its smallest.',
  },
  arrays: {
    kind: 'choice',
    options: ['auto', 'join', 'count', 'drop'],
    default: 'auto',
    label: 'Lists',
    note: 'A list makes Intercom refuse the whole event, so none is sent as it is. auto: texts and numbers are joined, other lists are counted and their names joined.',
  },
  booleans: {
    kind: 'choice',
    options: ['text', 'as_is'],
    default: 'text',
    label: 'Booleans',
    note: 'Intercom accepts booleans but documents no such kind; as text they can be used in messages.',
  },
  dates: {
    kind: 'choice',
    options: ['rename', 'text'],
    default: 'rename',
    label: 'Dates',
    note: 'rename: a date is sent as Unix seconds under a key that ends in _date, which is how Intercom knows a date. text: it stays text.',
  },
  moneyObjects: {
    kind: 'choice',
    options: ['minor', 'major'],
    default: 'minor',
    label: 'Unit of money objects',
    note: "The unit of the amount in an object with amount and currency: the currency's smallest (1999 is 19.99) or whole ones. It is never guessed.",
  },
  defaultCurrency: {
    kind: 'currency',
    default: 'usd',
    label: 'Default currency',
    note: 'The currency of a revenue that names none, as an ISO 4217 code.',
  },
  exponent: {
    kind: 'choice',
    options: ['iso', 'cents'],
    default: 'iso',
    label: 'Decimal places',
    note: 'iso: as ISO 4217 says, so that yen have none and Kuwaiti dinars three. cents: always two.',
  },
} as const satisfies Record<string, SettingRow>;

/** Every setting of the mapping. */
export const MAPPING_SETTINGS = {
  events: {
    kind: 'event_rules',
    default: { unlisted: 'send', rules: [] },
    label: 'Event rules',
    note: 'Which events are sent or skipped, under what name, and with which other metadata settings. The first rule that matches wins; unlisted says what becomes of events that no rule matches.',
  },
  nameStyle: {
    kind: 'choice',
    options: ['as_sent', 'kebab'],
    default: 'as_sent',
    label: 'Name style',
    note: 'kebab makes order-completed of Order Completed, where no rule names the event.',
  },
  identifierOrder: {
    kind: 'choices',
    options: ['id', 'user_id', 'email'],
    least: 1,
    default: ['id', 'user_id', 'email'],
    label: 'Identifiers',
    note: "Which identifiers may name the contact, the strongest first: Intercom's contact id, the user id, the email. Only the strongest that a call has is sent; the others are tried after it is found missing.",
  },
  integrationNames: {
    kind: 'names',
    default: [],
    label: 'Integration names',
    note: "Names, besides Intercom, under which a call's integrations may hold Intercom's contact id.",
  },
  sendAnonymousId: {
    kind: 'flag',
    default: false,
    label: 'Send anonymous id',
    note: 'Whether the anonymous id stands in where a call has no user id. Only for workspaces whose contacts have anonymous ids as their external id.',
  },
  emailFrom: {
    kind: 'choices',
    options: ['context.traits.email', 'traits.email', 'properties.email'],
    least: 0,
    default: ['context.traits.email', 'traits.email', 'properties.email'],
    label: 'Email sources',
    note: 'Where an email may be read from. properties.email often names somebody else, so it is used only where the call names nobody otherwise.',
  },
  ...METADATA_SETTINGS,
} as const satisfies Record<string, SettingRow>;
