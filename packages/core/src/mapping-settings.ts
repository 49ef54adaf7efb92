import type { IdentifierKind } from './data-event';
import { METADATA_KEYS_DEFAULT } from './limits';

export type PropertyType = 'text' | 'number' | 'date' | 'money' | 'money_minor' | 'link' | 'rich_link';
export type EmailSource = 'context.traits.email' | 'traits.email' | 'properties.email';

/** How metadata is made. An event rule may replace any of these for its events. */
export interface MetadataSettings {
  /** Keys sent for one event, 1 to 20. */
  readonly keyLimit: number;
  /** Which keys stay when there are too many: the most telling (`ranked`) or the first ones. */
  readonly keyOrder: 'ranked' | 'as_sent';
  /** Properties that go before all others, in this order. */
  readonly keepKeys: readonly string[];
  /** Properties that are not sent. */
  readonly dropKeys: readonly string[];
  /** `{ from: to }`: properties sent under another key. */
  readonly renameKeys: Readonly<Record<string, string>>;
  /** `{ key: path }`: further values, from anywhere in the call, such as `context.page.url`. */
  readonly addKeys: Readonly<Record<string, string>>;
  /** `drop` makes `keepKeys` and `addKeys` the only keys sent. */
  readonly otherKeys: 'send' | 'drop';
  /** Overrules what a property's value looks like. */
  readonly types: Readonly<Record<string, PropertyType>>;
  readonly arrays: 'auto' | 'join' | 'count' | 'drop';
  readonly booleans: 'text' | 'as_is';
  readonly dates: 'rename' | 'text';
  /** The unit of the `amount` in an object with `amount` and `currency`. */
  readonly moneyObjects: 'minor' | 'major';
  /** ISO 4217 code for a `revenue` that says none. */
  readonly defaultCurrency: string;
  /** Decimal places of a currency: as ISO 4217 says, or always two. */
  readonly exponent: 'iso' | 'cents';
}

export interface EventRule {
  /** A name or a pattern with `*` (`\*` is a star), compared without case. */
  readonly match: string;
  readonly action: 'send' | 'skip';
  readonly name?: string;
  readonly metadata?: Partial<MetadataSettings>;
}

export interface MappingSettings extends MetadataSettings {
  readonly events: { readonly unlisted: 'send' | 'skip'; readonly rules: readonly EventRule[] };
  readonly nameStyle: 'as_sent' | 'kebab';
  /** Strongest first; one left out is not used. */
  readonly identifierOrder: readonly IdentifierKind[];
  /** Names under which `integrations.<name>.id` holds Intercom's contact id, besides `Intercom`. */
  readonly integrationNames: readonly string[];
  /** Whether an anonymous id may stand in for a missing user id. */
  readonly sendAnonymousId: boolean;
  readonly emailFrom: readonly EmailSource[];
}

export const DEFAULT_MAPPING_SETTINGS: MappingSettings = {
  events: { unlisted: 'send', rules: [] },
  nameStyle: 'as_sent',
  identifierOrder: ['id', 'user_id', 'email'],
  integrationNames: [],
  sendAnonymousId: false,
  emailFrom: ['context.traits.email', 'traits.email', 'properties.email'],
  keyLimit: METADATA_KEYS_DEFAULT,
  keyOrder: 'ranked',
  keepKeys: [],
  dropKeys: [],
  renameKeys: {},
  addKeys: {},
  otherKeys: 'send',
  types: {},
  arrays: 'auto',
  booleans: 'text',
  dates: 'rename',
  moneyObjects: 'minor',
  defaultCurrency: 'usd',
  exponent: 'iso',
};
