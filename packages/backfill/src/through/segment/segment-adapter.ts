import { CannotRun } from '../../terminal/cannot-run';
import { toDroppedReason } from '../dropped-reason';
import {
  missingContactOf,
  type AdapterSettings,
  type HostAdapter,
  type HostCall,
  type HostVerdict,
  type RelayAddress,
} from '../host-adapter';
import { loadPackage } from '../load-package';
import { toSegmentSettings } from './segment-settings';

/** What of Segment's runtime is used here. */
interface SegmentDestination {
  onEvent(event: HostCall, settings: object): Promise<readonly { readonly output?: unknown }[]>;
  /** Every answer is kept there until somebody takes it out. */
  readonly responses: unknown[];
}

interface ActionsCore {
  readonly Destination: new (definition: unknown) => SegmentDestination;
  readonly defaultValues: (fields: unknown) => object;
}

interface SegmentPackage {
  readonly destination: { readonly actions: { readonly trackEvent: TrackEvent } };
}

interface TrackEvent {
  readonly defaultSubscription: string;
  readonly fields: unknown;
}

/** The Segment destination in Segment's own runtime, subscribed as its action proposes: to all track calls. */
export function openSegmentAdapter(adapterSettings: AdapterSettings): HostAdapter {
  const own = toSegmentSettings(adapterSettings.mapping);
  const loaded = loadPackage('@intercom-destination/segment-destination', '@segment/actions-core', 'segment');
  const { destination: definition } = loaded.exports as SegmentPackage;
  const { Destination, defaultValues } = loaded.requireBeside('@segment/actions-core') as ActionsCore;
  const destination = new Destination(definition);
  const { defaultSubscription: subscribe, fields } = definition.actions.trackEvent;
  // Each call that comes here names somebody in another field.
  const defaults = Object.entries(defaultValues(fields)).filter(([name]) => name !== 'eventEmail');
  const common = {
    ...own.settings,
    missingContact: missingContactOf(adapterSettings),
    // The run itself decides for how long.
    retryForMinutes: 0,
    subscription: {
      partnerAction: 'trackEvent',
      subscribe,
      mapping: { ...Object.fromEntries(defaults), ...own.fields },
    },
  };
  return {
    sendAnonymousId: adapterSettings.mapping.sendAnonymousId,
    send: (call, address) => send(call, { ...common, ...connect(address) }, destination),
    close: () => undefined,
  };
}

function connect({ baseUrl, token }: RelayAddress): object {
  return { accessToken: token, region: 'US', baseUrl };
}

async function send(call: HostCall, settings: object, destination: SegmentDestination): Promise<HostVerdict> {
  try {
    const results = await destination.onEvent(call, settings);
    return results.some(({ output }) => output === 'not subscribed')
      ? { kind: 'dropped', reason: 'refused', code: 'not_subscribed' }
      : { kind: 'accepted' };
  } catch (error) {
    return toVerdict(error);
  } finally {
    destination.responses.splice(0);
  }
}

/** What the platform would do with an error. Source: Segment's documentation of retries; docs/segment.md. */
function toVerdict(error: unknown): HostVerdict {
  const { name, message, code, status } = error as Partial<
    Record<'name' | 'message' | 'code' | 'status', unknown>
  >;
  if (code === 'INVALID_SETTINGS')
    throw new CannotRun(`The Segment destination refuses its settings: ${String(message)}`);
  if (typeof status === 'number' && isRetried(status)) return { kind: 'retryable' };
  const told = typeof code === 'string' ? code : name;
  return {
    kind: 'dropped',
    reason: toDroppedReason(code),
    code: typeof told === 'string' ? told.toLowerCase() : undefined,
  };
}

function isRetried(status: number): boolean {
  return [408, 423, 429].includes(status) || (status >= 500 && status !== 501);
}
