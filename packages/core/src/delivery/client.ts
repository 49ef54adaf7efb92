import type { Identity } from '../call/identity';
import type { DataEvent } from '../data-event';
import type { MappingSettings } from '../settings/mapping-settings';
import { SettingsError } from '../settings/settings-error';
import { createMapper } from '../track/map-track-call';
import type { Refusal } from '../track/refusal';
import { createWorkspace, type Region } from '../workspace';
import { checkWorkspace, type WorkspaceCheck } from './check-workspace';
import { systemClock, type Clock } from './clock';
import { Deliverer, type Delivery } from './deliver';
import { readDeliverySettings, type DeliverySettings } from './delivery-settings';
import type { HttpSend } from './http';
import { PatientSender } from './patient-sender';
import { readSubmission } from './read-submission';
import { sendByFetch } from './send-by-fetch';

export interface ClientOptions {
  readonly token: string;
  /** Where the workspace is hosted. There is no default: another region's host refuses the token. */
  readonly region?: Region;
  /** Instead of a region: a simulator or a proxy. */
  readonly baseUrl?: string;
  readonly apiVersion?: string;
  readonly mapping?: Partial<MappingSettings>;
  readonly delivery?: Partial<DeliverySettings>;
  /** By default the global `fetch`. */
  readonly http?: HttpSend;
  readonly clock?: Clock;
  readonly random?: () => number;
}

/** What became of a data event: as delivery says, or the token is of a workspace in another region than the one chosen. */
export type Submitted = Delivery | { readonly outcome: 'halted'; readonly cause: 'other_region' };

/** What became of a track call. */
export type Tracked =
  | Submitted
  /** It cannot become a data event. */
  | { readonly outcome: 'refused'; readonly refusal: Refusal }
  /** A rule of the settings says not to send it. */
  | { readonly outcome: 'skipped' };

export interface Client {
  /** Maps a track call and delivers it. Any JSON value gives an outcome. */
  track(call: unknown): Promise<Tracked>;
  /** Delivers a data event made by hand. Rejects with a `TypeError` that names what is wrong with it. */
  submit(dataEvent: DataEvent): Promise<Submitted>;
  /** Takes nothing more, and resolves when all that is under way has ended. */
  close(): Promise<void>;
}

/** A person who is missing now may be there a moment later, so nobody is remembered as missing. */
const CLIENT_DEFAULTS = { concurrency: 20, missingContact: 'retry' } as const;

/**
 * Delivery to one workspace. Throws `SettingsError` or `TypeError` on options that cannot be.
 *
 * @example
 * ```ts
 * import { createClient } from '@intercom-destination/core';
 * import { startSimulator } from '@intercom-destination/simulator';
 *
 * const simulator = await startSimulator();
 * simulator.seedContacts([{ external_id: 'u1' }]);
 * const client = createClient({ token: simulator.token, baseUrl: simulator.url });
 * const call = { event: 'Plan Upgraded', userId: 'u1', timestamp: '2026-01-01T00:00:00Z' };
 * console.log(await client.track(call));
 * // { outcome: 'accepted', by: 'user_id', attempts: 1 }
 * await client.close();
 * await simulator.close();
 * ```
 */
export function createClient(options: ClientOptions): Client {
  const { http = sendByFetch, clock = systemClock, random = Math.random } = options;
  const workspace = createWorkspace({
    token: options.token,
    at: readWorkspaceAddress(options),
    apiVersion: options.apiVersion,
  });
  const mapTrackCall = createMapper(options.mapping);
  const settings = readDeliverySettings({ ...CLIENT_DEFAULTS, ...options.delivery }, options.mapping);
  if (settings.missingContact === 'create_lead') {
    throw new SettingsError(
      'missingContact "create_lead" is for backfills: nothing here would remember who was made.',
    );
  }
  const environment = { workspace, http, clock, random };
  const open = () => new Deliverer(new PatientSender(environment, settings), settings);
  let deliverer = open();
  let verified: Promise<WorkspaceCheck> | undefined;
  const underWay = new Set<Promise<unknown>>();
  let isClosed = false;

  async function deliverOnce(dataEvent: DataEvent, identity: Identity): Promise<Submitted> {
    // Before any person's data leaves.
    verified ??= checkWorkspace(environment, options.region);
    if ((await verified).outcome === 'other_region') {
      verified = undefined;
      return { outcome: 'halted', cause: 'other_region' };
    }
    const asked = deliverer;
    const delivery = await asked.deliver({ dataEvent, identity });
    // What is halted stays so; a later event tries anew.
    if (delivery.outcome === 'halted' && deliverer === asked) deliverer = open();
    return delivery;
  }

  function deliver(dataEvent: DataEvent, identity: Identity): Promise<Submitted> {
    const delivery = deliverOnce(dataEvent, identity);
    underWay.add(delivery);
    return delivery.finally(() => underWay.delete(delivery));
  }

  return {
    async track(call) {
      requireOpen(isClosed);
      const mapped = mapTrackCall(call);
      if (mapped.ok) return deliver(mapped.dataEvent, mapped.identity);
      const { refusal } = mapped;
      return refusal.code === 'skipped_by_rule' ? { outcome: 'skipped' } : { outcome: 'refused', refusal };
    },
    async submit(dataEvent) {
      requireOpen(isClosed);
      return deliver(dataEvent, readSubmission(dataEvent));
    },
    async close() {
      isClosed = true;
      await Promise.allSettled(underWay);
    },
  };
}

function readWorkspaceAddress({ region, baseUrl }: ClientOptions): { region: Region } | { baseUrl: string } {
  if (baseUrl !== undefined) return { baseUrl };
  if (region !== undefined) return { region };
  throw new TypeError('A region is needed (US, EU or AU): the one in which the workspace is hosted.');
}

function requireOpen(isClosed: boolean): void {
  if (isClosed) throw new Error('The client is closed.');
}
