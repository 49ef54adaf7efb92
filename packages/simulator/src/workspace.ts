import { ContactStore } from './contacts/contact-store';
import { EventStore } from './events/event-store';
import type { IdSource } from './ids';
import type { SimulatorSwitches } from './switches';

/** The regions Intercom keeps workspaces in. */
export type Region = 'US' | 'EU' | 'AU';

/** One workspace: who it is and all that it holds. */
export interface Workspace {
  readonly idCode: string;
  readonly region: Region;
  readonly switches: SimulatorSwitches;
  readonly ids: IdSource;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  readonly contacts: ContactStore;
  readonly events: EventStore;
}

export function createWorkspace(settings: Omit<Workspace, 'contacts' | 'events'>): Workspace {
  return { ...settings, contacts: new ContactStore(), events: new EventStore() };
}
