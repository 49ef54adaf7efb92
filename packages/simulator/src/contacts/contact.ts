import type { JsonObject } from '../json-value';

export type ContactRole = 'user' | 'lead';

/** A contact as the workspace holds it. */
export interface StoredContact {
  /** Intercom's id. */
  readonly id: string;
  readonly role: ContactRole;
  /** The customer's own id; null for every lead. */
  readonly external_id: string | null;
  readonly email: string | null;
  readonly name: string | null;
  readonly phone: string | null;
  readonly custom_attributes: JsonObject;
  /** Unix seconds. */
  readonly created_at: number;
  /** Unix seconds. */
  readonly updated_at: number;
  readonly archived: boolean;
}

/** What a request may set on a contact; undefined leaves a field as it is. */
export interface ContactFields {
  readonly role?: ContactRole | undefined;
  readonly external_id?: string | null | undefined;
  readonly email?: string | null | undefined;
  readonly name?: string | null | undefined;
  readonly phone?: string | null | undefined;
  readonly custom_attributes?: JsonObject | undefined;
}

/** A stored contact with what only the simulator knows about it. */
export interface ContactRecord {
  readonly contact: StoredContact;
  /** Counts up in the order of creation. */
  readonly serial: number;
  /** From this time on, /events sees it. Milliseconds. */
  readonly seenByEventsFromMs: number;
  /** From this time on, a search finds it as it is. Milliseconds. */
  readonly searchableFromMs: number;
  /** What a search finds before that, oldest first. */
  readonly superseded: readonly SearchVersion[];
}

/** What a contact was, and since when the search knew it so. */
export interface SearchVersion {
  readonly contact: StoredContact;
  /** Milliseconds. */
  readonly searchableFromMs: number;
}

/** A contact in a list, which goes by the order of creation. */
export interface ListedContact {
  readonly serial: number;
  readonly contact: StoredContact;
}
