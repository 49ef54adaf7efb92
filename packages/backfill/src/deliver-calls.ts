import type {
  Deliverer,
  Delivery,
  DeliveryListener,
  Halt,
  Identifier,
  Identity,
  IntercomError,
} from '@intercom-destination/core';
import type { Dump } from './dump';
import { runLanes } from './lanes';
import type { Fate } from './map-source-call';
import type { ChosenIdentifier } from './run-directory/journal-lines';
import type { RunJournal } from './run-directory/run-directory';
import type { SafetyStop } from './safety-stops';
import type { SourceCall } from './sources/read-calls';
import type { StopRequest } from './stop-signals';
import { untilAborted } from './until-aborted';

/** How a reading of the sources ended. */
export interface DeliveryEnd {
  readonly state: 'finished' | 'paused' | Halt['cause'] | SafetyStop;
  /** What Intercom said where its answer was the cause. */
  readonly error?: IntercomError;
}

export interface DeliverOptions {
  readonly dump: Dump;
  readonly deliverer: Deliverer;
  readonly journal: RunJournal;
  readonly concurrency: number;
  readonly stopRequest: StopRequest;
  /** Calls of people who are not there are left for a later reading, rather than given up. */
  readonly leaveMissing: boolean;
  /** Asked after each call that ended or was left; `delivery` is how, where it was to be delivered. */
  readonly shouldStop: (delivery: Delivery | undefined) => SafetyStop | undefined;
  readonly onEnded: () => void;
  /** Said at most once: the token may not search contacts. */
  readonly onSearchNotPermitted: () => void;
}

/** Brings every call that has not ended yet to its end, and each end into the journal before the next call begins. */
export async function deliverCalls(options: DeliverOptions): Promise<DeliveryEnd> {
  const { dump, journal } = options;
  const drain = options.stopRequest.drain.signal;
  const abort = options.stopRequest.abort.signal;
  let end: DeliveryEnd | undefined;

  async function work(source: SourceCall): Promise<'go_on' | 'stop'> {
    if (drain.aborted || abort.aborted) return 'stop';
    if (journal.hasEnded(source.position)) return 'go_on';
    const fate = dump.decideFate(source);
    switch (fate.kind) {
      case 'skipped':
        journal.recordEnd(source, { outcome: 'skipped', code: fate.code });
        break;
      case 'refused':
        journal.recordEnd(source, { outcome: 'refused', code: fate.refusal.code }, fate.refusal);
        break;
      case 'to_deliver': {
        const delivery = await deliverCall(source, fate.mapped, options);
        if (delivery.outcome === 'halted') {
          end ??= { state: delivery.cause, error: delivery.error };
          return 'stop';
        }
        if (
          delivery.outcome === 'dead_letter' &&
          delivery.reason === 'contact_not_found' &&
          options.leaveMissing
        ) {
          journal.recordLeft(source);
          return goOn(delivery);
        }
        recordDelivery(source, fate.mapped, delivery, journal);
        options.onEnded();
        return goOn(delivery);
      }
      default:
        fate satisfies never;
    }
    options.onEnded();
    return goOn(undefined);
  }

  function goOn(delivery: Delivery | undefined): 'go_on' | 'stop' {
    const stop = options.shouldStop(delivery);
    if (stop === undefined) return 'go_on';
    end ??= { state: stop };
    return 'stop';
  }

  try {
    await runLanes(dump.read(), options.concurrency, work);
  } catch (error) {
    if (error !== abort.reason) throw error;
  }
  return end ?? { state: drain.aborted || abort.aborted ? 'paused' : 'finished' };
}

type MappedCall = Extract<Fate, { kind: 'to_deliver' }>['mapped'];

/** Delivery itself heeds the signal between two attempts only, and an answer may take half a minute. */
function deliverCall(
  source: SourceCall,
  { dataEvent, identity }: MappedCall,
  { deliverer, journal, stopRequest, onSearchNotPermitted }: DeliverOptions,
): Promise<Delivery> {
  const abort = stopRequest.abort.signal;
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
  return untilAborted(deliverer.deliver({ dataEvent, identity, chosen }, abort, listener), abort);
}

function toIdentifier(chosen: ChosenIdentifier | undefined, identity: Identity): Identifier | undefined {
  if (chosen === undefined) return undefined;
  if (chosen.contactId !== undefined) return { by: chosen.by, value: chosen.contactId };
  return [identity, ...identity.fallbacks].find(({ by }) => by === chosen.by);
}

function recordDelivery(
  source: SourceCall,
  { dataEvent }: MappedCall,
  delivery: Exclude<Delivery, { outcome: 'halted' }>,
  journal: RunJournal,
): void {
  if (delivery.outcome === 'accepted') {
    journal.recordEnd(source, delivery);
    return;
  }
  const { reason, attempts, maybeStored, error } = delivery;
  journal.recordEnd(
    source,
    { outcome: 'dead_letter', code: reason, attempts },
    { reason, maybe_stored: maybeStored, ...(error === undefined ? {} : { error }), data_event: dataEvent },
  );
}
