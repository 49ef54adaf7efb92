import type { Identifier } from '../identity';
import { BoundedMap } from './bounded-map';
import type { NewContact } from './contact-requests';
import { createContact, type ContactCreation } from './create-contact';
import type { DeliverySettings } from './delivery-settings';
import { NO_ERROR } from './error-list';
import { searchByEmail, type ContactSearch } from './find-contact';
import type { Sender } from './sender';

/** People remembered, so that each is looked for and made once. */
const REMEMBERED_MAX = 200_000;

/** What is told of a creation, each before the request that follows from it. */
export interface CreationListener {
  readonly wanted: () => void;
  readonly created: (id: string) => void;
  readonly notCreated: () => void;
}

/** Who is missing, who was found by a search, and who was made, over all data events. */
export class ContactBook {
  readonly #sender: Sender;
  readonly #settings: Pick<DeliverySettings, 'missingContact' | 'maxNewContacts'>;
  readonly #missing = new BoundedMap<true>(REMEMBERED_MAX);
  readonly #searches = new BoundedMap<Promise<ContactSearch>>(REMEMBERED_MAX);
  readonly #creations = new BoundedMap<Promise<ContactCreation>>(REMEMBERED_MAX);
  /** Keys of contacts that may have been made without anybody having seen the answer. */
  readonly #unsure = new Set<string>();
  #forbidden = false;
  #newContacts = 0;

  constructor(sender: Sender, settings: Pick<DeliverySettings, 'missingContact' | 'maxNewContacts'>) {
    this.#sender = sender;
    this.#settings = settings;
  }

  isMissing(identifier: Identifier): boolean {
    return this.#missing.get(keyOf(identifier)) === true;
  }

  /** Under `retry` nobody stays missing: identify and track race each other. */
  rememberMissing(identifier: Identifier): void {
    if (this.#settings.missingContact !== 'retry') this.#missing.set(keyOf(identifier), true);
  }

  /** Whoever was missing may have come since. */
  forgetMissing(): void {
    this.#missing.clear();
    this.#searches.clear();
  }

  /** At most one search for an email; `onNotPermitted` is called once. */
  async search(
    email: string,
    signal: AbortSignal | undefined,
    onNotPermitted: () => void,
  ): Promise<ContactSearch> {
    if (this.#searchIsForbidden()) return { outcome: 'not_permitted' };
    const found = await remembered(this.#searches, email, () => searchByEmail(this.#sender, email, signal));
    if (found.outcome === 'not_permitted' && !this.#searchIsForbidden()) {
      this.#forbidden = true;
      onNotPermitted();
    }
    const isSettled = found.outcome === 'found' || found.outcome === 'several' || found.outcome === 'none';
    if (!isSettled || (found.outcome === 'none' && this.#settings.missingContact === 'retry')) {
      this.#searches.delete(email);
    }
    return found;
  }

  /** Asked anew after each answer: another search may have found out meanwhile. */
  #searchIsForbidden(): boolean {
    return this.#forbidden;
  }

  remember(contact: NewContact, id: string): void {
    this.#creations.set(contactKey(contact), Promise.resolve({ outcome: 'found', id }));
    if (contact.email !== undefined) this.#rememberFound(contact.email, id);
  }

  /** The index would say for minutes that nobody is there. */
  #rememberFound(email: string, id: string): void {
    this.#searches.set(email, Promise.resolve({ outcome: 'found', id }));
  }

  rememberUnsure(contact: NewContact): void {
    this.#unsure.add(contactKey(contact));
  }

  /** Makes the contact, once for each; both are told before the next request. */
  async create(
    contact: NewContact,
    signal: AbortSignal | undefined,
    tell: CreationListener,
  ): Promise<ContactCreation> {
    const key = contactKey(contact);
    const creation = await remembered(this.#creations, key, async (): Promise<ContactCreation> => {
      if (this.#newContacts >= this.#settings.maxNewContacts) {
        return { outcome: 'halted', halt: this.#sender.halt('new_contact_limit', NO_ERROR) };
      }
      this.#newContacts += 1;
      tell.wanted();
      const made = await createContact(this.#sender, contact, this.#unsure.has(key), signal);
      if (made.outcome === 'created') tell.created(made.id);
      else {
        this.#newContacts -= 1;
        tell.notCreated();
      }
      return made;
    });
    // What may pass is asked anew for the next event of the same person.
    const mayPass = creation.outcome === 'impossible' && creation.reason === 'exhausted';
    if (mayPass || creation.outcome === 'halted') this.#creations.delete(key);
    if ('id' in creation && contact.email !== undefined) this.#rememberFound(contact.email, creation.id);
    return creation;
  }
}

/** The promise is kept while it is under way, so that nobody asks twice; one that rejects is forgotten. */
function remembered<T>(memory: BoundedMap<Promise<T>>, key: string, ask: () => Promise<T>): Promise<T> {
  const known = memory.get(key);
  if (known !== undefined) return known;
  const asked = ask().catch((error: unknown) => {
    memory.delete(key);
    throw error;
  });
  memory.set(key, asked);
  return asked;
}

function keyOf({ by, value }: Identifier): string {
  return `${by}:${value}`;
}

function contactKey(contact: NewContact): string {
  return JSON.stringify([contact.role, contact.role === 'user' ? contact.external_id : '', contact.email]);
}
