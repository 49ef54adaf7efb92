import {
  contactMayCome,
  Deliverer,
  readMissingContactPolicy,
  type DataEvent,
  type Identifier,
  type Limit,
  type Note,
  type TrackCall,
} from '@intercom-destination/core';
import type { Failure } from './failure';
import type { Settings } from './generated-types';
import { openSender, type HostCall } from './host-call';
import { judgeDelivery } from './judge-delivery';
import { compileSettings } from './settings/compile-settings';
import { logNotes } from './settings/log-notes';
import type { GivenMapping } from './settings/read-mapping';
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

/** A call, and the settings that it is mapped with. */
export interface GivenCall {
  readonly call: TrackCall;
  readonly mapping: GivenMapping;
}

/** Makes a reader of what Segment hands over. Throws `SettingsError` on a bad setting. */
export type OpenReader<Input> = () => (input: Input) => GivenCall;

/** Maps and delivers one call before its time is over. Never rejects. */
export async function deliverCall<Input>(
  input: Input,
  openReader: OpenReader<Input>,
  host: HostCall,
): Promise<CallResult> {
  return deliverWith(input, openDelivery(openReader, host));
}

/** What calls that are delivered together share, or why none of them can be. */
export type SharedDelivery<Input> =
  | {
      readonly read: (input: Input) => GivenCall;
      readonly settings: Settings;
      readonly deliverer: Deliverer;
      readonly signal: AbortSignal;
    }
  | { readonly failure: Failure };

/** `limit` says when each request may begin; absent: at once. Never throws. */
export function openDelivery<Input>(
  openReader: OpenReader<Input>,
  host: HostCall,
  limit?: Limit,
): SharedDelivery<Input> {
  const { settings, signal } = host;
  try {
    const { missingContact } = readMissingContactPolicy(settings, {
      sendAnonymousId: settings.sendAnonymousId === true,
    });
    const deliverer = new Deliverer(openSender(host, limit), { missingContact });
    return { read: openReader(), settings, deliverer, signal };
  } catch (error) {
    return { failure: toFailure(error) };
  }
}

/** Maps and delivers one call. Never rejects. */
export async function deliverWith<Input>(input: Input, shared: SharedDelivery<Input>): Promise<CallResult> {
  if ('failure' in shared) return failed(shared.failure);
  const { read, settings, deliverer, signal } = shared;
  try {
    const { call, mapping } = read(input);
    const { mapTrackCall, missingContact } = compileSettings(settings, mapping);
    const mapped = mapTrackCall(call);
    if (!mapped.ok) return failed({ kind: 'bad_call', message: mapped.refusal.message });
    const { dataEvent, notes } = mapped;
    logNotes(settings, notes);
    try {
      const delivery = await deliverer.deliver(mapped, signal);
      if (delivery.outcome === 'accepted') return { outcome: 'accepted', by: delivery.by, dataEvent, notes };
      const mayCome = contactMayCome(call, mapped, missingContact, Date.now());
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
