import {
  contactMayCome,
  Deliverer,
  ImpatientSender,
  type DataEvent,
  type Identifier,
  type Note,
  type TrackCall,
} from '@intercom-destination/core';
import pLimit from 'p-limit';
import type { Failure } from './failure';
import { openEnvironment, SENDER_SETTINGS, type HostCall } from './host-call';
import { compileSettings, type CompiledSettings } from './settings/compile-settings';
import { toFailure } from './to-failure';
import { judgeDelivery } from './judge-delivery';

/** How one call ended. `dataEvent` and `notes` are there where the mapping made an event of it. */
export type Ended =
  | {
      readonly outcome: 'accepted';
      readonly by: Identifier['by'];
      readonly dataEvent: DataEvent;
      readonly notes: readonly Note[];
    }
  | {
      readonly outcome: 'failed';
      readonly failure: Failure;
      readonly dataEvent?: DataEvent;
      readonly notes: readonly Note[];
    };

/** Requests under way at once. Ours: a hundred events at a tenth of a second each are sent within one second. */
const CONCURRENCY = 20;

/** Maps and delivers one call before its time is over. Never rejects. */
export async function deliverCall(call: TrackCall, host: HostCall): Promise<Ended> {
  const lane = openLane(host, SENDER_SETTINGS);
  return 'failure' in lane ? failed(lane.failure) : deliverInLane(call, lane);
}

/**
 * The same with many, each for itself: every call has its end, in the order given. After a 429 or a refused token
 * nothing more is sent, and the rest ends as that did.
 */
export async function deliverCalls(calls: readonly TrackCall[], host: HostCall): Promise<readonly Ended[]> {
  // Around each request and not around each call: a call that waits for another one's end takes up no room.
  const limit = pLimit(CONCURRENCY);
  const lane = openLane(host, { ...SENDER_SETTINGS, limit });
  if ('failure' in lane) return calls.map(() => failed(lane.failure));
  return Promise.all(calls.map((one) => deliverInLane(one, lane)));
}

type SenderSettings = ConstructorParameters<typeof ImpatientSender>[1];

/** What all calls of a batch share. */
interface Lane {
  readonly settings: CompiledSettings;
  readonly deliverer: Deliverer;
  readonly signal: AbortSignal;
}

function openLane(host: HostCall, senderSettings: SenderSettings): Lane | { readonly failure: Failure } {
  try {
    const settings = compileSettings(host.settings);
    const sender = new ImpatientSender(openEnvironment(host), senderSettings);
    const { missingContact } = settings.missingContact;
    return { settings, deliverer: new Deliverer(sender, { missingContact }), signal: host.signal };
  } catch (error) {
    return { failure: toFailure(error) };
  }
}

async function deliverInLane(call: TrackCall, { settings, deliverer, signal }: Lane): Promise<Ended> {
  try {
    const mapped = settings.mapTrackCall(call);
    if (!mapped.ok) return failed({ kind: 'bad_call', message: mapped.refusal.message });
    const { dataEvent, identity, notes } = mapped;
    try {
      const delivery = await deliverer.deliver(mapped, signal);
      if (delivery.outcome === 'accepted') return { outcome: 'accepted', by: delivery.by, dataEvent, notes };
      const mayCome = contactMayCome(call, identity, settings.missingContact, Date.now());
      return { outcome: 'failed', failure: judgeDelivery(delivery, mayCome), dataEvent, notes };
    } catch (error) {
      return { outcome: 'failed', failure: toFailure(error, signal), dataEvent, notes };
    }
  } catch (error) {
    return failed(toFailure(error, signal));
  }
}

function failed(failure: Failure): Ended {
  return { outcome: 'failed', failure, notes: [] };
}
