import type { ContactFields, ContactRecord, StoredContact } from './contact';
import { supersede } from './search-version';

/** What a new contact starts with. */
export interface NewContact {
  readonly contact: StoredContact;
  readonly seenByEventsFromMs: number;
  readonly searchableFromMs: number;
}

/** When a contact is changed, and how long a search takes to know of it. */
export interface UpdateTime {
  readonly nowMs: number;
  readonly searchLagMs: number;
}

const nothingSuperseded: ContactRecord['superseded'] = [];

/** All contacts of the workspace, archived ones too, found by id, external id or email without a scan. */
export class ContactStore {
  readonly #byId = new Map<string, ContactRecord>();
  readonly #usersByExternalId = new Map<string, ContactRecord>();
  readonly #byEmail = new Map<string, readonly ContactRecord[]>();
  readonly #mergedInto = new Map<string, string>();
  readonly #updated = new Set<string>();
  #lastSerial = 0;

  get size(): number {
    return this.#byId.size;
  }

  /** In the order of creation. */
  *all(): Generator<ContactRecord> {
    yield* this.#byId.values();
  }

  findById(id: string): ContactRecord | undefined {
    return this.#byId.get(id);
  }

  findUserByExternalId(externalId: string): ContactRecord | undefined {
    return this.#usersByExternalId.get(externalId);
  }

  /** Users and leads, archived or not, in the order of creation. Case does not count (assumed). */
  findByEmail(email: string): ContactRecord[] {
    return [...this.#sharing(email)].sort((a, b) => a.serial - b.serial);
  }

  /** The id of the contact that `id` was merged into; undefined if it never was. */
  mergedInto(id: string): string | undefined {
    return this.#mergedInto.get(id);
  }

  /** The id must be new, and so must be a user's external id. */
  add(created: NewContact): ContactRecord {
    return this.#put({ ...created, serial: ++this.#lastSerial, superseded: nothingSuperseded });
  }

  update(
    record: ContactRecord,
    fields: ContactFields & { archived?: boolean },
    { nowMs, searchLagMs }: UpdateTime,
  ): ContactRecord {
    this.#unindex(record);
    const given = Object.entries(fields).filter(([, value]) => value !== undefined);
    const contact: StoredContact = {
      ...record.contact,
      ...Object.fromEntries(given),
      updated_at: Math.floor(nowMs / 1000),
    };
    if (searchLagMs === 0) return this.#put({ ...record, contact });
    this.#updated.add(contact.id);
    const superseded = supersede(record, nowMs);
    return this.#put({ ...record, contact, superseded, searchableFromMs: nowMs + searchLagMs });
  }

  /** The contacts that a search still knows as they were before. */
  *updatesUnderWay(nowMs: number): Generator<ContactRecord> {
    for (const id of this.#updated) {
      const record = this.#byId.get(id);
      if (record !== undefined && record.searchableFromMs > nowMs) yield record;
      else this.#updated.delete(id);
    }
  }

  remove(record: ContactRecord): void {
    this.#unindex(record);
    this.#byId.delete(record.contact.id);
  }

  /** Removes `from`, remembering where it went. */
  merge(from: ContactRecord, into: ContactRecord): void {
    this.remove(from);
    this.#mergedInto.set(from.contact.id, into.contact.id);
  }

  clear(): void {
    this.#byId.clear();
    this.#usersByExternalId.clear();
    this.#byEmail.clear();
    this.#mergedInto.clear();
    this.#updated.clear();
  }

  #put(record: ContactRecord): ContactRecord {
    const { id, role, external_id, email } = record.contact;
    this.#byId.set(id, record);
    if (role === 'user' && external_id !== null) this.#usersByExternalId.set(external_id, record);
    if (email !== null) this.#byEmail.set(email.toLowerCase(), [...this.#sharing(email), record]);
    return record;
  }

  #unindex(record: ContactRecord): void {
    const { external_id, email } = record.contact;
    if (external_id !== null) this.#usersByExternalId.delete(external_id);
    if (email === null) return;
    const others = this.#sharing(email).filter((other) => other !== record);
    if (others.length === 0) this.#byEmail.delete(email.toLowerCase());
    else this.#byEmail.set(email.toLowerCase(), others);
  }

  #sharing(email: string): readonly ContactRecord[] {
    return this.#byEmail.get(email.toLowerCase()) ?? [];
  }
}
