import {
  contactMayCome,
  Deliverer,
  type DataEvent,
  type Identifier,
  type Limit,
  type Note,
  type TrackCall,
} from '@intercom-destination/core';
import type { Failure } from './failure';
import { openSender, type HostCall } from './host-call';
import { judgeDelivery } from './judge-delivery';
import { compileSettings, type CompiledSettings } from './settings/compile-settings';
import { logNotes } from './settings/log-notes';
import { toFailure } from './to-failure';

/** How one call ended. `dataEvent` and `notes` are there where the mapping made an event of it. */
export type CallResult =
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

/** Maps and delivers one call before its time is over. Never rejects. */
export async function deliverCall(call: TrackCall, host: HostCall): Promise<CallResult> {
  return deliverWith(call, openDelivery(host));
}

/** What calls that are delivered together share, or why none of them can be. */
export type SharedDelivery =
  | {
      readonly settings: CompiledSettings;
      readonly deliverer: Deliverer;
      readonly signal: AbortSignal;
      readonly onMapped: (notes: readonly Note[]) => void;
    }
  | { readonly failure: Failure };

/** `limit` says when each request may begin; absent: at once. Never throws. */
export function openDelivery(host: HostCall, limit?: Limit): SharedDelivery {
  try {
    const settings = compileSettings(host.settings);
    const sender = openSender(host, limit);
    const { missingContact } = settings.missingContact;
    return {
      settings,
      deliverer: new Deliverer(sender, { missingContact }),
      signal: host.signal,
      onMapped: (notes) => {
        logNotes(host.settings, notes);
      },
    };
  } catch (error) {
    return { failure: toFailure(error) };
  }
}

/** Maps and delivers one call. Never rejects. */
export async function deliverWith(call: TrackCall, shared: SharedDelivery): Promise<CallResult> {
  if ('failure' in shared) return failed(shared.failure);
  const { settings, deliverer, signal, onMapped } = shared;
  try {
    const mapped = settings.mapTrackCall(call);
    if (!mapped.ok) return failed({ kind: 'bad_call', message: mapped.refusal.message });
    const { dataEvent, notes } = mapped;
    onMapped(notes);
    try {
      const delivery = await deliverer.deliver(mapped, signal);
      if (delivery.outcome === 'accepted') return { outcome: 'accepted', by: delivery.by, dataEvent, notes };
      const mayCome = contactMayCome(call, mapped, settings.missingContact, Date.now());
      return { outcome: 'failed', failure: judgeDelivery(delivery, mayCome), dataEvent, notes };
    } catch (error) {
      return { outcome: 'failed', failure: toFailure(error, signal), dataEvent, notes };
    }
  } catch (error) {
    return failed(toFailure(error, signal));
  }
}

function failed(failure: Failure): CallResult {
  return { outcome: 'failed', failure, notes: [] };
}
