import type { Identifier, Identity } from '../call/identity';
import type { DataEvent } from '../data-event';
import { ContactBook } from './contact-book';
import type { NewContact } from './contact-requests';
import { DEFAULT_DELIVERY_SETTINGS, type DeliverySettings } from './delivery-settings';
import type { IntercomError } from './error-list';
import { OneAtATime } from './one-at-a-time';
import { toRequest } from './request';
import { sameEventKey } from './same-event-key';
import type { Halt, Sender, Tally } from './sender';
import type { DeadLetterReason } from './verdict';

/** How delivery of one data event ended. Messages of Intercom's are redacted. */
export type Delivery =
  | { readonly outcome: 'accepted'; readonly by: Identifier['by']; readonly attempts: number }
  | DeadLetter
  /** Nothing more is sent, and this data event may be delivered later. */
  | { readonly outcome: 'halted'; readonly cause: Halt['cause']; readonly error: IntercomError };

/** A data event that was given up. */
export interface DeadLetter {
  readonly outcome: 'dead_letter';
  readonly reason: DeadLetterReason;
  readonly attempts: number;
  /** An attempt got no answer, so Intercom may hold the data event all the same. */
  readonly maybeStored: boolean;
  readonly error: IntercomError | undefined;
  /** Of the last answer where that was a fault; absent: none came. */
  readonly status?: number | undefined;
  /** The identifier that was refused; absent: the answer is about none, or none came. */
  readonly by?: Identifier['by'];
}

/** A data event with the identity it was made for. */
export interface Deliverable {
  readonly dataEvent: DataEvent;
  readonly identity: Identity;
  /** The identifier that an earlier try of the same settled on: it is asked first. */
  readonly chosen?: Identifier | undefined;
}

/** What delivery tells on the way, each before the request that follows from it. */
export interface DeliveryListener {
  /** The data event goes by another identifier than its identity's. */
  readonly identifierChosen?: (identifier: Identifier) => void;
  /** A contact is about to be made for the data event. */
  readonly contactWanted?: (contact: NewContact) => void;
  /** It was made. `id` is Intercom's. */
  readonly contactCreated?: (id: string, contact: NewContact) => void;
  /** It was not: another one is there, or it could not be made. */
  readonly contactNotCreated?: (contact: NewContact) => void;
  /** Said once: the token may not search contacts, so leads are not found by email. */
  readonly searchNotPermitted?: () => void;
}

/**
 * Delivers data events to one workspace; any number may be in flight, but for those with the same identity, name and
 * second: Intercom takes them for one, so they go in the order given, each after the one before has ended.
 */
export class Deliverer {
  readonly #sender: Sender;
  readonly #settings: DeliverySettings;
  readonly #contacts: ContactBook;
  readonly #sameKey = new OneAtATime();
  /** In lower case: names that Intercom has no room for. */
  readonly #namesOverLimit = new Set<string>();

  /** A `PatientSender` waits for whatever may pass; an `ImpatientSender` leaves that to a host. */
  constructor(sender: Sender, settings: Partial<DeliverySettings> = {}) {
    this.#settings = { ...DEFAULT_DELIVERY_SETTINGS, ...settings };
    this.#sender = sender;
    this.#contacts = new ContactBook(this.#sender, this.#settings);
  }

  /** Rejects only when the signal is aborted, and then between two attempts. */
  deliver(
    deliverable: Deliverable,
    signal?: AbortSignal,
    listener: DeliveryListener = {},
  ): Promise<Delivery> {
    return this.#sameKey.run(sameEventKey(deliverable), () => this.#deliver(deliverable, signal, listener));
  }

  /** Whoever was missing is asked for again: the contact may have come since. */
  forgetMissing(): void {
    this.#contacts.forgetMissing();
  }

  /** A contact made in an earlier run: a search may not find it yet. */
  rememberContact(contact: NewContact, id: string): void {
    this.#contacts.remember(contact, id);
  }

  /** A contact that an earlier run was about to make when it ended: it is looked for before it is made. */
  rememberUnsure(contact: NewContact): void {
    this.#contacts.rememberUnsure(contact);
  }

  async #deliver(
    { dataEvent, identity, chosen }: Deliverable,
    signal: AbortSignal | undefined,
    listener: DeliveryListener,
  ): Promise<Delivery> {
    const own = [identity, ...identity.fallbacks];
    const attempt: Attempt = {
      dataEvent,
      secrets: own.map(({ value }) => value),
      tally: { attempts: 0, maybeStored: false },
      lastError: undefined,
      signal,
    };
    if (this.#namesOverLimit.has(dataEvent.event_name.toLowerCase())) {
      return deadLetter('event_name_limit', attempt);
    }
    const candidates = chosen === undefined ? own : [chosen, ...own.filter((one) => !isSame(one, chosen))];
    for (const identifier of candidates) {
      if (this.#contacts.isMissing(identifier)) continue;
      if (!isSame(identifier, identity)) listener.identifierChosen?.(identifier);
      const delivery = await this.#submit(attempt, identifier, false);
      if (delivery !== 'not_found') return delivery;
      this.#contacts.rememberMissing(identifier);
    }
    const { searched, delivery } = await this.#deliverBySearch(attempt, own, listener);
    if (delivery !== undefined) return delivery;
    return (
      (await this.#deliverByCreation(attempt, own, searched, listener)) ??
      deadLetter('contact_not_found', attempt)
    );
  }

  /** By email only users are found; a search finds leads too. `searched`: it has said that nobody is there. */
  async #deliverBySearch(
    attempt: Attempt,
    identifiers: readonly Identifier[],
    listener: DeliveryListener,
  ): Promise<{ readonly searched: boolean; readonly delivery?: Delivery }> {
    const email = valueOf(identifiers, 'email');
    if (email === undefined) return { searched: false };
    const found = await this.#contacts.search(email, attempt.signal, () => listener.searchNotPermitted?.());
    switch (found.outcome) {
      case 'found': {
        const identifier: Identifier = { by: 'id', value: found.id };
        listener.identifierChosen?.(identifier);
        const delivery = await this.#submit(attempt, identifier, false);
        return delivery === 'not_found' ? { searched: false } : { searched: true, delivery };
      }
      case 'several':
        return { searched: true, delivery: { ...deadLetter('ambiguous_contact', attempt), by: 'email' } };
      case 'halted':
        return { searched: false, delivery: toHalted(found.halt) };
      case 'failed':
        return { searched: false, delivery: failed(attempt, found) };
      case 'none':
        return { searched: true };
      case 'not_permitted':
        return { searched: false };
      default:
        return found satisfies never;
    }
  }

  /** `undefined`: no contact is to be made, or none can be of what the call says. */
  async #deliverByCreation(
    attempt: Attempt,
    identifiers: readonly Identifier[],
    searched: boolean,
    listener: DeliveryListener,
  ): Promise<Delivery | undefined> {
    const contact = toNewContact(this.#settings.missingContact, identifiers);
    // Leads may share an email, so without a search each event could make another one.
    if (contact === undefined || (contact.role === 'lead' && !searched)) return undefined;
    const creation = await this.#contacts.create(contact, attempt.signal, {
      wanted: () => listener.contactWanted?.(contact),
      created: (id) => listener.contactCreated?.(id, contact),
      notCreated: () => listener.contactNotCreated?.(contact),
    });
    switch (creation.outcome) {
      case 'created':
      case 'found': {
        const identifier: Identifier = { by: 'id', value: creation.id };
        listener.identifierChosen?.(identifier);
        const delivery = await this.#submit(attempt, identifier, creation.outcome === 'created');
        return delivery === 'not_found' ? undefined : delivery;
      }
      case 'impossible':
        return failed(attempt, creation);
      case 'halted':
        return toHalted(creation.halt);
      default:
        return creation satisfies never;
    }
  }

  async #submit(
    attempt: Attempt,
    identifier: Identifier,
    isNewContact: boolean,
  ): Promise<Delivery | 'not_found'> {
    const { tally, secrets, signal } = attempt;
    const request = toRequest(identifyBy(attempt.dataEvent, identifier), this.#sender.environment.workspace);
    const sent = await this.#sender.send(request, tally, { signal, secrets, isNewContact });
    switch (sent.outcome) {
      case 'halted':
        return toHalted(sent.halt);
      case 'needless':
        return deadLetter('exhausted', attempt);
      case 'exhausted':
        return failed(attempt, { reason: 'exhausted', status: sent.status, error: sent.error });
      case 'answered':
        break;
      default:
        return sent satisfies never;
    }
    const { verdict } = sent;
    if (verdict.decision === 'accept') {
      return { outcome: 'accepted', by: identifier.by, attempts: tally.attempts };
    }
    attempt.lastError = verdict.error;
    if (verdict.decision === 'next_identifier') return 'not_found';
    if (verdict.decision === 'halt') return toHalted(this.#sender.halt('token_refused', verdict.error));
    if (verdict.reason === 'event_name_limit') {
      this.#namesOverLimit.add(attempt.dataEvent.event_name.toLowerCase());
    }
    return { ...deadLetter(verdict.reason, attempt), by: identifier.by };
  }
}

/** One data event on its way. */
interface Attempt {
  readonly dataEvent: DataEvent;
  readonly secrets: readonly string[];
  readonly tally: Tally;
  readonly signal: AbortSignal | undefined;
  lastError: IntercomError | undefined;
}

function deadLetter(reason: DeadLetterReason, { tally, lastError }: Attempt): DeadLetter {
  return { outcome: 'dead_letter', reason, ...tally, error: lastError };
}

/** `status` is that of the last answer; `undefined`: none came. */
function failed(
  attempt: Attempt,
  last: {
    readonly reason: DeadLetterReason;
    readonly status: number | undefined;
    readonly error: IntercomError | undefined;
  },
): DeadLetter {
  attempt.lastError = last.error ?? attempt.lastError;
  return { ...deadLetter(last.reason, attempt), status: last.status };
}

function toHalted({ cause, error }: Halt): Delivery {
  return { outcome: 'halted', cause, error };
}

function isSame(one: Identifier, other: Identifier): boolean {
  return one.by === other.by && one.value === other.value;
}

function valueOf(identifiers: readonly Identifier[], by: Identifier['by']): string | undefined {
  return identifiers.find((identifier) => identifier.by === by)?.value;
}

/** A user by the customer's id, a lead by its email: what the setting asks for and the call allows. */
function toNewContact(
  missingContact: DeliverySettings['missingContact'],
  identifiers: readonly Identifier[],
): NewContact | undefined {
  const externalId = valueOf(identifiers, 'user_id');
  const email = valueOf(identifiers, 'email');
  switch (missingContact) {
    case 'give_up':
    case 'retry':
      return undefined;
    case 'create_lead':
      return email === undefined ? undefined : { role: 'lead', email };
    case 'create_user':
      if (externalId === undefined && email === undefined) return undefined;
      return {
        role: 'user',
        ...(externalId === undefined ? {} : { external_id: externalId }),
        ...(email === undefined ? {} : { email }),
      };
    default:
      return missingContact satisfies never;
  }
}

function identifyBy(dataEvent: DataEvent, { by, value }: Identifier): DataEvent {
  const { event_name, created_at, metadata } = dataEvent;
  return metadata === undefined
    ? { event_name, created_at, [by]: value }
    : { event_name, created_at, [by]: value, metadata };
}
