import { Api } from './api';
import { addSeeds } from './contacts/add-seeds';
import type { StoredContact } from './contacts/contact';
import type { ContactSeed } from './contacts/contact-seed';
import type { StoredEvent } from './events/stored-event';
import type { Fault } from './faults/fault';
import { FaultSet } from './faults/fault-set';
import { readFault } from './faults/read-fault';
import { idSource } from './ids';
import { InputError } from './input-error';
import { RATE_LIMIT_PER_WINDOW } from './limits';
import { readPermissions, type Permission } from './permissions';
import { RateWindow } from './rate-window';
import { startServer } from './server';
import { RequestCounter, type SimulatorStatistics } from './statistics';
import { resolveSwitches, type SimulatorSwitches } from './switches';
import { createWorkspace, type Region } from './workspace';

/** How a simulator is set up. Everything has a default. */
export interface SimulatorOptions {
  /** On 127.0.0.1. Default 0: any that is free. */
  readonly port?: number;
  /** The one access token it takes. Default 'simulator-token'. */
  readonly token?: string;
  /** What GET /me says. Default 'US'. */
  readonly region?: Region;
  /** The workspace's id code. Default 'sim00001'. */
  readonly idCode?: string;
  /** The Intercom-Version of a request that names none. Default '2.14'. */
  readonly apiVersion?: string;
  /** Calls in a window of ten seconds. Default 1667. */
  readonly rateLimitPerWindow?: number;
  /** Milliseconds since the epoch; drives windows, the Date header and the times of contacts. Default Date.now. */
  readonly clock?: () => number;
  /** For ids and for faults that strike by chance. Default 1. */
  readonly seed?: number;
  /** What the token is not allowed to do. Default []. */
  readonly deniedPermissions?: readonly Permission[];
  /** What is not known about Intercom; see `simulatorSwitches`. */
  readonly switches?: Partial<SimulatorSwitches>;
}

/** A running simulator. */
export interface Simulator {
  /** Such as http://127.0.0.1:4010, without a slash at the end. */
  readonly url: string;
  readonly token: string;
  /** Adds all of them and returns how many, or throws an InputError and adds none. */
  seedContacts(contacts: Iterable<ContactSeed>): number;
  /** Archived ones too, in the order of creation. */
  contacts(): readonly StoredContact[];
  /** What Intercom would have recorded, in the order stored. */
  storedEvents(): readonly StoredEvent[];
  statistics(): SimulatorStatistics;
  /** Throws an InputError that says what is wrong with the fault. */
  addFault(fault: Fault): void;
  clearFaults(): void;
  /** From now on the token is not allowed to do these, and only these. Throws an InputError for what is no permission. */
  denyPermissions(permissions: readonly Permission[]): void;
  /** Forgets contacts, events, names, faults, counts and the rate window; the permissions are those of the start. */
  reset(): void;
  /** Ends every connection and frees the port. */
  close(): Promise<void>;
}

/**
 * Starts a simulator. Rejects with Node's error (`code: 'EADDRINUSE'`) if the port is taken, and with an InputError for
 * an option it cannot use.
 *
 * @example
 * ```ts
 * import { startSimulator } from '@intercom-destination/simulator';
 *
 * const simulator = await startSimulator();
 * simulator.seedContacts([{ external_id: 'u1' }]);
 * const headers = { Authorization: `Bearer ${simulator.token}` };
 * const body = JSON.stringify({ event_name: 'Plan Upgraded', created_at: 1767225600, user_id: 'u1' });
 * const { status } = await fetch(`${simulator.url}/events`, { method: 'POST', headers, body });
 * console.log(status, simulator.storedEvents().length); // 202 1
 * await simulator.close();
 * ```
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const {
    port = 0,
    token = 'simulator-token',
    region = 'US',
    idCode = 'sim00001',
    apiVersion = '2.14',
  } = options;
  const { rateLimitPerWindow = RATE_LIMIT_PER_WINDOW, clock = Date.now, seed = 1 } = options;
  if (!Number.isInteger(rateLimitPerWindow) || rateLimitPerWindow < 1) {
    throw new InputError('rateLimitPerWindow must be a whole number from 1 up.');
  }
  const switches = resolveSwitches(options.switches);
  const workspace = createWorkspace({ idCode, region, switches, ids: idSource(seed), clock });
  const faults = new FaultSet(seed);
  const counter = new RequestCounter();
  const rateWindow = new RateWindow(rateLimitPerWindow, switches.rateLimitResetOffsetSeconds, (windowShare) =>
    faults.competitorCalls(windowShare),
  );
  const deniedAtStart = readPermissions(options.deniedPermissions ?? []);
  const denied = new Set(deniedAtStart);
  const deny = (permissions: readonly Permission[]) => {
    denied.clear();
    for (const permission of permissions) denied.add(permission);
  };
  const api = new Api({ workspace, token, apiVersion, rateWindow, faults, denied, counter });

  const controlled = {
    seedContacts: (seeds: Iterable<unknown>) => addSeeds(workspace, seeds),
    statistics: () => {
      const { stored, duplicates } = workspace.events.counts;
      return {
        ...counter.counts(),
        events: { accepted: stored + duplicates, stored, duplicates },
        contacts: workspace.contacts.size,
        eventNames: workspace.events.nameCount,
        peakInWindow: rateWindow.peak,
      };
    },
    addFault: (fault: unknown) => {
      faults.add(readFault(fault));
    },
    clearFaults: () => {
      faults.clear();
    },
    denyPermissions: (permissions: unknown) => {
      deny(readPermissions(permissions));
    },
    reset: () => {
      deny(deniedAtStart);
      workspace.contacts.clear();
      workspace.events.clear();
      faults.clear();
      counter.clear();
      rateWindow.clear();
    },
  };
  const storedContacts = function* () {
    for (const { contact } of workspace.contacts.all()) yield contact;
  };
  const server = await startServer(port, token, api, {
    ...controlled,
    storedContacts,
    storedEvents: () => workspace.events.all(),
  });
  return {
    ...controlled,
    url: server.url,
    token,
    contacts: () => [...storedContacts()],
    storedEvents: () => [...workspace.events.all()],
    close: () => server.close(),
  };
}
