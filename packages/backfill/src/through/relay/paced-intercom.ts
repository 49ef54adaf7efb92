import {
  ContactBook,
  readSubmission,
  type DataEvent,
  type DeliverySettings,
  type HttpReply,
  type HttpRequest,
  type Identifier,
  type NewContact,
  type Sender,
  type Sent,
} from '@intercom-destination/core';
import type { CreatedContact } from '../../run-directory/created-contacts';
import type { RelayRequest } from './relay';
import { errorReply, jsonReply, NOT_FOUND, STOPPED, toReply, type RelayReply } from './relay-reply';
import type { Ticket } from './ticket';

/**
 * Answers an adapter's requests by sending them on through the run's own sender, which paces, waits and halts. What one
 * host's call knows nothing of, since each is alone, is kept here: who is missing, who was found and who was made.
 */
export class PacedIntercom {
  readonly #sender: Sender;
  readonly #contacts: ContactBook;
  /** Intercom's own words where a contact could not be made, by the request. */
  readonly #conflicts = new Map<string, HttpReply>();

  constructor(
    sender: Sender,
    settings: Pick<DeliverySettings, 'missingContact' | 'maxNewContacts'>,
    known: readonly CreatedContact[],
  ) {
    this.#sender = sender;
    this.#contacts = new ContactBook(this.#listeningSender(), settings);
    for (const { contact, id } of known) {
      if (id === undefined) this.#contacts.rememberUnsure(contact);
      else this.#contacts.remember(contact, id);
    }
  }

  /** Whoever was missing is asked for again. */
  forgetMissing(): void {
    this.#contacts.forgetMissing();
  }

  readonly answer = async (request: RelayRequest, ticket: Ticket): Promise<RelayReply> => {
    switch (`${request.method} ${request.path}`) {
      case 'POST /events':
        return this.#submit(request, ticket);
      case 'POST /contacts/search':
        return this.#search(request, ticket);
      case 'POST /contacts':
        return this.#create(request, ticket);
      default:
        return this.#look(request, ticket);
    }
  };

  async #submit(request: RelayRequest, ticket: Ticket): Promise<RelayReply> {
    const { identity, listener, signal } = ticket.holder;
    const { by, value } = readSubmission(JSON.parse(request.body) as DataEvent);
    const identifier = { by, value };
    if (isPassedOver(identifier, ticket) || this.#contacts.isMissing(identifier)) return NOT_FOUND;
    if (!isSame(identifier, identity)) listener.identifierChosen?.(identifier);
    const sent = await this.#sender.send(this.#forward(request), ticket.tally, {
      signal,
      secrets: ticket.secrets,
      isNewContact: by === 'id' && value === ticket.madeContactId,
    });
    if (sent.outcome === 'answered') {
      const { verdict } = sent;
      if (verdict.decision === 'accept') ticket.acceptedBy = by;
      else ticket.lastError = verdict.error;
      if (verdict.decision === 'next_identifier') this.#contacts.rememberMissing(identifier);
    }
    return settle(sent, ticket);
  }

  async #search({ body }: RelayRequest, ticket: Ticket): Promise<RelayReply> {
    const { query } = JSON.parse(body) as { readonly query: { readonly value: string } };
    const { signal, listener } = ticket.holder;
    const found = await this.#contacts.search(query.value, signal, () => listener.searchNotPermitted?.());
    switch (found.outcome) {
      case 'found':
        return contactList([found.id]);
      case 'none':
        return contactList([]);
      case 'several':
        return contactList(['one', 'another']);
      case 'not_permitted':
        return errorReply(403, { code: 'token_unauthorized', message: undefined });
      case 'failed':
        ticket.lastError = found.error ?? ticket.lastError;
        return found.status === undefined ? undefined : errorReply(found.status, found.error);
      case 'halted':
        ticket.halt = found.halt;
        return STOPPED;
      default:
        return found satisfies never;
    }
  }

  async #create({ body }: RelayRequest, ticket: Ticket): Promise<RelayReply> {
    const contact = JSON.parse(body) as NewContact;
    const { signal, listener } = ticket.holder;
    const creation = await this.#contacts.create(contact, signal, {
      wanted: () => listener.contactWanted?.(contact),
      created: (id) => listener.contactCreated?.(id, contact),
      notCreated: () => listener.contactNotCreated?.(contact),
    });
    switch (creation.outcome) {
      case 'created':
        ticket.madeContactId = creation.id;
        return jsonReply(200, { type: 'contact', id: creation.id });
      case 'found':
        return jsonReply(200, { type: 'contact', id: creation.id });
      case 'impossible':
        ticket.lastError = creation.error ?? ticket.lastError;
        if (creation.reason !== 'exhausted')
          return this.#conflicts.get(body) ?? errorReply(400, creation.error);
        return creation.status === undefined ? undefined : errorReply(creation.status, creation.error);
      case 'halted':
        ticket.halt = creation.halt;
        return STOPPED;
      default:
        return creation satisfies never;
    }
  }

  /** A contact that the adapter wants to see, and whatever else it may ask. */
  async #look(request: RelayRequest, ticket: Ticket): Promise<RelayReply> {
    const sent = await this.#sender.send(
      this.#forward(request),
      { attempts: 0, maybeStored: false },
      { signal: ticket.holder.signal, secrets: ticket.secrets, mayBeForbidden: true },
    );
    return settle(sent, ticket);
  }

  #forward({ method, path, headers, body }: RelayRequest): HttpRequest {
    const { baseUrl, token } = this.#sender.environment.workspace;
    return {
      method,
      url: baseUrl + path,
      headers: { ...headers, Authorization: `Bearer ${token}` },
      ...(method === 'POST' ? { body } : {}),
    };
  }

  #listeningSender(): Sender {
    const sender = this.#sender;
    return {
      environment: sender.environment,
      halt: (cause, error) => sender.halt(cause, error),
      send: async (request, tally, options) => {
        const sent = await sender.send(request, tally, options);
        const isCreation = request.method === 'POST' && request.url.endsWith('/contacts');
        if (isCreation && sent.outcome === 'answered' && sent.verdict.decision !== 'accept') {
          this.#conflicts.set(request.body ?? '', sent.reply);
        }
        return sent;
      },
    };
  }
}

/** An earlier start went on to another identifier; what it had passed over would be asked for nothing. */
function isPassedOver(identifier: Identifier, { holder: { identity, chosen } }: Ticket): boolean {
  if (chosen === undefined || isSame(identifier, chosen)) return false;
  const own: readonly Identifier[] = [identity, ...identity.fallbacks];
  const at = own.findIndex((one) => isSame(one, identifier));
  const chosenAt = own.findIndex((one) => isSame(one, chosen));
  return at !== -1 && (chosenAt === -1 || at < chosenAt);
}

function isSame(one: Identifier, other: Identifier): boolean {
  return one.by === other.by && one.value === other.value;
}

function settle(sent: Sent, ticket: Ticket): RelayReply {
  if (sent.outcome !== 'halted') {
    if (sent.outcome === 'exhausted') ticket.lastError = sent.error ?? ticket.lastError;
    return toReply(sent);
  }
  ticket.halt = sent.halt;
  return STOPPED;
}

function contactList(ids: readonly string[]): RelayReply {
  return jsonReply(200, {
    type: 'list',
    data: ids.map((id) => ({ type: 'contact', id })),
    total_count: ids.length,
  });
}
