import type { UnixSeconds } from '../data-event';
import type { Place } from './place';

/** A value that Intercom can use, by kind. Source of the kinds: Intercom REST 2.14, "Submit a data event". */
export type MetadataValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly number: number }
  /** Not a documented kind; only under the setting `booleans: 'as_is'`. */
  | { readonly kind: 'boolean'; readonly boolean: boolean }
  /** Goes under a key that ends in `_date`. */
  | { readonly kind: 'date'; readonly at: UnixSeconds }
  /** At most 2,048 characters, never cut. */
  | { readonly kind: 'link'; readonly url: string }
  | { readonly kind: 'rich_link'; readonly url: string; readonly label: string }
  /** `minorUnits` is a positive safe integer; `currency` a lower-case ISO 4217 code. */
  | { readonly kind: 'money'; readonly minorUnits: number; readonly currency: string };

/** A value on its way to becoming metadata, before the keys are final and the ten are chosen. */
export interface Candidate {
  readonly place: Place;
  readonly value: MetadataValue;
}
