import type { Workspace } from '../workspace';
import type { Clock } from './clock';
import type { HttpSend } from './http';

/** What delivery needs from outside. */
export interface DeliveryEnvironment {
  readonly workspace: Workspace;
  readonly http: HttpSend;
  readonly clock: Clock;
  /** From 0 up to 1, as `Math.random`. */
  readonly random: () => number;
}
