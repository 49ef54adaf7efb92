import type { StoredEvent } from './stored-event';
import { addSummaries, type SubmittedSummary, type SummaryBase } from './submitted-summary';

/** All data events of the workspace, the names in use, and what a duplicate is known by. */
export class EventStore {
  readonly #events = new Set<StoredEvent>();
  readonly #byContact = new Map<string, StoredEvent[]>();
  readonly #names = new Map<string, string>();
  readonly #duplicateKeys = new Set<string>();
  readonly #submitted = new Map<string, Map<string, SummaryBase>>();
  #stored = 0;
  #duplicates = 0;

  /** How many were stored since the start, and how many were answered 202 and not stored. */
  get counts(): { stored: number; duplicates: number } {
    return { stored: this.#stored, duplicates: this.#duplicates };
  }

  get nameCount(): number {
    return this.#names.size;
  }

  hasName(name: string): boolean {
    return this.#names.has(name);
  }

  /** The spelling in which a name came first. */
  spellingOf(name: string): string {
    return this.#names.get(name) ?? name;
  }

  /** In the order stored. */
  all(): Iterable<StoredEvent> {
    return this.#events;
  }

  /** The events of one contact, in the order stored. */
  ofContact(contactId: string): readonly StoredEvent[] {
    return this.#byContact.get(contactId) ?? [];
  }

  /** Stores the event, unless one with the same `duplicateKey` was stored before. Without a key it is always stored. */
  store(event: StoredEvent, spelling: string, duplicateKey: string | undefined): void {
    if (duplicateKey !== undefined) {
      if (this.#duplicateKeys.has(duplicateKey)) {
        this.#duplicates += 1;
        return;
      }
      this.#duplicateKeys.add(duplicateKey);
    }
    this.#stored += 1;
    this.#events.add(event);
    this.#useName(event.event_name, spelling);
    const others = this.#byContact.get(event.contact_id);
    if (others === undefined) this.#byContact.set(event.contact_id, [event]);
    else others.push(event);
  }

  /** The summaries sent for one contact, by event name. */
  submittedFor(contactId: string): ReadonlyMap<string, SummaryBase> {
    return this.#submitted.get(contactId) ?? new Map<string, SummaryBase>();
  }

  /** Notes a summary: on top of what is known of the name, or instead of it. */
  submitSummary(
    contactId: string,
    { name, spelling }: { name: string; spelling: string },
    sent: SubmittedSummary,
    how: 'add' | 'replace',
  ): void {
    this.#useName(name, spelling);
    const earlier = how === 'add' ? this.submittedFor(contactId).get(name) : undefined;
    const sum = earlier === undefined ? sent : addSummaries(earlier, sent);
    const eventsCounted =
      how === 'replace' ? this.ofContact(contactId).length : (earlier?.eventsCounted ?? 0);
    const known = this.submittedFor(contactId);
    this.#submitted.set(contactId, new Map([...known, [name, { ...sum, eventsCounted }]]));
  }

  removeContact(contactId: string): void {
    for (const event of this.ofContact(contactId)) this.#events.delete(event);
    this.#byContact.delete(contactId);
    this.#submitted.delete(contactId);
  }

  /** Gives the events of one contact to another; they are then last in the order stored. */
  moveContact(from: string, into: string): void {
    const moved = this.ofContact(from).map((event) => ({ ...event, contact_id: into }));
    if (moved.length === 0) return;
    this.removeContact(from);
    for (const event of moved) this.#events.add(event);
    this.#byContact.set(into, [...this.ofContact(into), ...moved]);
  }

  clear(): void {
    this.#events.clear();
    this.#byContact.clear();
    this.#names.clear();
    this.#duplicateKeys.clear();
    this.#submitted.clear();
    this.#stored = 0;
    this.#duplicates = 0;
  }

  #useName(name: string, spelling: string): void {
    if (!this.#names.has(name)) this.#names.set(name, spelling);
  }
}
