import type {
  Deliverable,
  DeliveryListener,
  Halt,
  Identifier,
  IntercomError,
  Tally,
} from '@intercom-destination/core';
import type { RelayReply } from './relay-reply';

/** A call under way, as far as its requests need to know of it. */
export interface TicketHolder {
  readonly identity: Deliverable['identity'];
  /** The identifier that an earlier start had settled on. */
  readonly chosen: Identifier | undefined;
  readonly signal: AbortSignal | undefined;
  readonly listener: DeliveryListener;
}

/**
 * The requests of one call. What was answered once is answered the same again, so that an adapter that gave up while
 * its request still waited for its turn meets the answer when it comes again, and nothing is sent twice.
 */
export class Ticket {
  readonly holder: TicketHolder;
  /** Texts that errors must not hold. */
  readonly secrets: readonly string[];
  readonly tally: Tally = { attempts: 0, maybeStored: false };
  halt: Halt | undefined;
  acceptedBy: Identifier['by'] | undefined;
  lastError: IntercomError | undefined;
  /** Intercom's id of a contact made for this call. */
  madeContactId: string | undefined;
  readonly #answers = new Map<string, Promise<RelayReply>>();
  #settled = 0;

  constructor(holder: TicketHolder) {
    this.holder = holder;
    this.secrets = [holder.identity, ...holder.identity.fallbacks].map(({ value }) => value);
  }

  answerOnce(request: string, ask: () => Promise<RelayReply>): Promise<RelayReply> {
    const known = this.#answers.get(request);
    if (known !== undefined) return known;
    const answer = ask().finally(() => {
      this.#settled += 1;
    });
    this.#answers.set(request, answer);
    return answer;
  }

  /** Answers there are by now. */
  get settledCount(): number {
    return this.#settled;
  }

  /** Resolves when every request has its answer, also those that nobody waits for any more. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#answers.values());
  }
}
