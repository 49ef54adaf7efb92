import type {
  DeadLetterReason,
  Deliverable,
  Delivery,
  DeliveryListener,
  Identifier,
  Identity,
} from '@intercom-destination/core';
import type { SettledFate } from '../overlaps/settle-fate';
import type { ChosenIdentifier } from '../run-directory/journal-lines';
import type { RunJournal } from '../run-directory/run-journal';
import type { SourceCall } from '../sources/read-calls';
import type { StopRequest } from '../terminal/stop-signals';
import { untilAborted } from './until-aborted';

export type CallToDeliver = Extract<SettledFate, { kind: 'to_deliver' }>;

/** A data event with the call that it was made of. */
export interface DeliverableCall extends Deliverable {
  readonly source: SourceCall;
  readonly fate: CallToDeliver;
}

/** Core's `Deliverer`, or an adapter in its stead. */
export interface CallDeliverer {
  deliver(call: DeliverableCall, signal?: AbortSignal, listener?: DeliveryListener): Promise<Delivery>;
  forgetMissing(): void;
}

export interface DeliverCallOptions {
  readonly deliverer: CallDeliverer;
  readonly journal: RunJournal;
  readonly stopRequest: StopRequest;
  /** Said at most once: the token may not search contacts. */
  readonly onSearchNotPermitted: () => void;
}

/** Delivers one call, and has what it settles on the way in the journal before it is sent. */
export function deliverCall(
  source: SourceCall,
  fate: CallToDeliver,
  { deliverer, journal, stopRequest, onSearchNotPermitted }: DeliverCallOptions,
): Promise<Delivery> {
  const abort = stopRequest.abort.signal;
  const { dataEvent, identity } = fate.mapped;
  const own = [identity, ...identity.fallbacks];
  const listener: DeliveryListener = {
    identifierChosen: ({ by, value }) => {
      const isOwn = own.some((identifier) => identifier.by === by && identifier.value === value);
      journal.recordChosen(source, isOwn ? { by } : { by, contactId: value });
    },
    contactWanted: (contact) => {
      journal.recordContact(source, { state: 'wanted', contact });
    },
    contactCreated: (id, contact) => {
      journal.recordContact(source, { state: 'made', contact, id });
    },
    contactNotCreated: (contact) => {
      journal.recordContact(source, { state: 'not_made', contact });
    },
    searchNotPermitted: onSearchNotPermitted,
  };
  const chosen = toIdentifier(journal.chosenFor(source.position), identity);
  // Delivery itself heeds the signal between two attempts only, and an answer may take half a minute.
  return untilAborted(
    deliverer.deliver({ dataEvent, identity, chosen, source, fate }, abort, listener),
    abort,
  );
}

function toIdentifier(chosen: ChosenIdentifier | undefined, identity: Identity): Identifier | undefined {
  if (chosen === undefined) return undefined;
  if (chosen.contactId !== undefined) return { by: chosen.by, value: chosen.contactId };
  return [identity, ...identity.fallbacks].find(({ by }) => by === chosen.by);
}

/** `was` is why the call was a dead letter until now; `undefined`: it was none. */
export function recordDelivery(
  source: SourceCall,
  call: CallToDeliver,
  delivery: Exclude<Delivery, { outcome: 'halted' }>,
  journal: RunJournal,
  was?: DeadLetterReason,
): void {
  if (delivery.outcome === 'accepted') {
    const ended = call.isSameSecond ? ({ ...delivery, outcome: 'same_second' } as const) : delivery;
    journal.recordEnd(source, ended, undefined, was);
    return;
  }
  const { reason, attempts, maybeStored, error } = delivery;
  const { dataEvent, identity } = call.mapped;
  journal.recordEnd(
    source,
    { outcome: 'dead_letter', code: reason, attempts },
    {
      reason,
      maybe_stored: maybeStored,
      ...(error === undefined ? {} : { error }),
      ...(call.isSameSecond ? { same_second: true } : {}),
      ...(call.shiftedS === 0 ? {} : { shifted_s: call.shiftedS }),
      data_event: dataEvent,
      ...(identity.fallbacks.length === 0 ? {} : { fallbacks: identity.fallbacks }),
    },
    was,
  );
}
