import type { WireValue } from '../data-event';
import type { LegalKey } from './keys';
import type { Property } from './property';

/** The kinds of value that Intercom can use. Source: Intercom REST 2.14, "Submit a data event". */
export type ValueKind =
  | 'text'
  | 'number'
  /** Not a documented kind; only under the setting `booleans: 'as_is'`. */
  | 'boolean'
  /** Unix seconds; goes under a key that ends in `_date`. */
  | 'date'
  /** At most 2,048 characters, never cut. */
  | 'link'
  | 'rich_link'
  /** A positive safe integer of minor units, with a lower-case ISO 4217 code. */
  | 'money';

/** A value on its way to becoming metadata, before the ten are chosen. */
export interface Candidate {
  readonly property: Property;
  readonly kind: ValueKind;
  /** The lowest goes first. */
  readonly rank: number;
  /** As it goes on the wire: one form for all kinds is read faster than a form for each. */
  readonly value: WireValue;
  /** That of its property, until all candidates are known and dates are named. */
  key: LegalKey;
}
