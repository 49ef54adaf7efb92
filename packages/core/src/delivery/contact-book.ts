import { BoundedMap } from '../bounded-map';
import type { Identifier } from '../call/identity';
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
  readonly #underWay = new Set<Promise<ContactCreation>>();
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
    this.#rememberFound(contact, id);
  }

  /** Nobody is missing any longer by these, though the index may say so for minutes. */
  #rememberFound(contact: NewContact, id: string): void {
    if (contact.role === 'user' && contact.external_id !== undefined) {
      this.#missing.delete(keyOf({ by: 'user_id', value: contact.external_id }));
    }
    if (contact.email === undefined) return;
    const externalId = contact.role === 'user' ? contact.external_id : undefined;
    this.#searches.set(
      contact.email,
      Promise.resolve({ outcome: 'found', id, externalId, email: contact.email }),
    );
    if (contact.role === 'user') this.#missing.delete(keyOf({ by: 'email', value: contact.email }));
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
      if (!(await this.#takeSlot())) {
        return { outcome: 'halted', halt: this.#sender.halt('new_contact_limit', NO_ERROR) };
      }
      tell.wanted();
      const making = createContact(this.#sender, contact, this.#unsure.has(key), signal);
      this.#underWay.add(making);
      try {
        const made = await making;
        if (made.outcome === 'created') {
          this.#newContacts += 1;
          tell.created(made.id);
        } else if (made.outcome !== 'halted') tell.notCreated();
        return made;
      } finally {
        this.#underWay.delete(making);
      }
    });
    // What may pass is asked anew for the next event of the same person.
    const mayPass = creation.outcome === 'impossible' && creation.reason === 'exhausted';
    if (mayPass || creation.outcome === 'halted') this.#creations.delete(key);
    if ('id' in creation) this.#rememberFound(contact, creation.id);
    return creation;
  }

  /** Whether one more contact may be made; waits for those under way, which may turn out to be there already. */
  async #takeSlot(): Promise<boolean> {
    while (this.#newContacts + this.#underWay.size >= this.#settings.maxNewContacts) {
      if (this.#underWay.size === 0) return false;
      await Promise.race(this.#underWay).catch(() => undefined);
    }
    return true;
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
