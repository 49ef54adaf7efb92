import {
  OneAtATime,
  sameEventKey,
  type Delivery,
  type DeliveryListener,
  type DeliverySettings,
  type PatientSender,
} from '@intercom-destination/core';
import type { CallDeliverer, DeliverableCall } from '../delivery/deliver-call';
import { policyOfOneReading } from '../delivery/policy-of-one-reading';
import type { RunJournal } from '../run-directory/run-journal';
import type { HostAdapter, HostVerdict } from './host-adapter';
import { PacedIntercom } from './relay/paced-intercom';
import { Relay } from './relay/relay';
import { Ticket } from './relay/ticket';
import { toHostCall } from './to-host-call';

export interface AdapterDelivererOptions {
  readonly adapter: HostAdapter;
  readonly sender: PatientSender;
  readonly settings: DeliverySettings;
  readonly journal: Pick<RunJournal, 'createdContacts'>;
}

/** Delivers calls by an adapter in its host's runtime, whose requests go the run's own paced way. */
export class AdapterDeliverer implements CallDeliverer {
  readonly #adapter: HostAdapter;
  readonly #intercom: PacedIntercom;
  readonly #relay: Relay;
  readonly #sameKey = new OneAtATime();

  private constructor({ adapter }: AdapterDelivererOptions, intercom: PacedIntercom, relay: Relay) {
    this.#adapter = adapter;
    this.#intercom = intercom;
    this.#relay = relay;
  }

  static async open(options: AdapterDelivererOptions): Promise<AdapterDeliverer> {
    const { sender, settings } = options;
    const { createdContacts } = options.journal;
    const intercom = new PacedIntercom(
      sender,
      {
        missingContact: policyOfOneReading(settings.missingContact),
        maxNewContacts: settings.maxNewContacts - createdContacts.count,
      },
      createdContacts.known(),
    );
    return new AdapterDeliverer(options, intercom, await Relay.open(intercom.answer));
  }

  forgetMissing(): void {
    this.#intercom.forgetMissing();
  }

  deliver(call: DeliverableCall, signal?: AbortSignal, listener: DeliveryListener = {}): Promise<Delivery> {
    return this.#sameKey.run(sameEventKey(call), () => this.#deliver(call, signal, listener));
  }

  close(): Promise<void> {
    return this.#relay.close();
  }

  async #deliver(
    { identity, chosen, source, fate }: DeliverableCall,
    signal: AbortSignal | undefined,
    listener: DeliveryListener,
  ): Promise<Delivery> {
    const ticket = new Ticket({ identity, chosen, signal, listener });
    const { address, giveBack } = this.#relay.lend(ticket);
    const content = source.content.readable ? source.content.call : undefined;
    const call = toHostCall(content, fate, this.#adapter.sendAnonymousId);
    // A request of a run that gave up may still be on its way, and must not come in under another call.
    let isReusable = false;
    try {
      for (let runs = 1; ; runs += 1) {
        const before = ticket.settledCount;
        const verdict = await this.#adapter.send(call, address);
        await ticket.settled();
        signal?.throwIfAborted();
        if (ticket.halt !== undefined) return { outcome: 'halted', ...ticket.halt };
        // A host tries again. That is of use only where an answer has come that the adapter has not seen.
        if (verdict.kind === 'retryable' && ticket.settledCount > before) continue;
        isReusable = runs === 1 && verdict.kind !== 'retryable';
        return toDelivery(verdict, ticket);
      }
    } finally {
      giveBack(isReusable);
    }
  }
}

function toDelivery(verdict: HostVerdict, ticket: Ticket): Delivery {
  const { tally, acceptedBy } = ticket;
  const isAccepted = verdict.kind === 'accepted';
  if (isAccepted !== (acceptedBy !== undefined)) {
    throw new Error(
      `The adapter says that a call was ${isAccepted ? 'accepted' : 'not accepted'}, and Intercom the contrary: a fault of the adapter.`,
    );
  }
  switch (verdict.kind) {
    case 'accepted':
      return { outcome: 'accepted', by: acceptedBy ?? 'id', attempts: tally.attempts };
    case 'retryable':
      return { outcome: 'dead_letter', reason: 'exhausted', ...tally, error: ticket.lastError };
    case 'dropped': {
      const own = { status: undefined, code: verdict.code, message: undefined, requestId: undefined };
      return { outcome: 'dead_letter', reason: verdict.reason, ...tally, error: ticket.lastError ?? own };
    }
    default:
      return verdict satisfies never;
  }
}
