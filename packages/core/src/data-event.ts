/** Seconds since 1970-01-01T00:00:00Z, whole. */
export type UnixSeconds = number & { readonly __unit: 'UnixSeconds' };

/** What may name a contact, in Intercom's own words: its contact id, the customer's id, or an email. */
export type IdentifierKind = 'id' | 'user_id' | 'email';

/** A metadata value as it goes on the wire. */
export type WireValue =
  | string
  | number
  | boolean
  | { readonly url: string; readonly value: string }
  | { readonly amount: number; readonly currency: string };

export type WireMetadata = Readonly<Record<string, WireValue>>;

/**
 * The body of `POST /events`, with exactly one of `id`, `user_id` and `email`.
 * Source: Intercom REST 2.14, "Submit a data event".
 */
export interface DataEvent {
  readonly event_name: string;
  readonly created_at: UnixSeconds;
  readonly id?: string;
  readonly user_id?: string;
  readonly email?: string;
  readonly metadata?: WireMetadata;
}
