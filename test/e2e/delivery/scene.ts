import {
  createMapper,
  createWorkspace,
  DEFAULT_DELIVERY_SETTINGS,
  Deliverer,
  PatientSender,
  sendByFetch,
  type Clock,
  type Deliverable,
  type DeliverySettings,
  type HttpSend,
} from '@intercom-destination/core';
import type { Simulator, SimulatorOptions } from '@intercom-destination/simulator';
import { startSimulator } from '../../lifetime/simulator';

export const START_MS = Date.UTC(2026, 0, 1);

/** A clock that jumps: waiting takes no time but moves it on, for us and for the simulator alike. */
export function createJumpingClock(): Clock {
  let nowMs = START_MS;
  return {
    now: () => nowMs,
    wait: (ms) => {
      nowMs += ms;
      return Promise.resolve();
    },
  };
}

/** A simulator with two users, and what delivers to it on the same clock. */
export interface Scene {
  readonly simulator: Simulator;
  readonly clock: Clock;
  createDeliverer(
    settings?: Partial<DeliverySettings>,
    overrides?: { token?: string; http?: HttpSend },
  ): Deliverer;
}

export async function openScene(
  clock: Clock = createJumpingClock(),
  options: Partial<SimulatorOptions> = {},
): Promise<Scene> {
  const simulator = await startSimulator({ clock: () => clock.now(), ...options });
  simulator.seedContacts([
    { role: 'user', external_id: 'u1', email: 'one@example.com' },
    { role: 'user', external_id: 'u2', email: 'two@example.com' },
  ]);
  return {
    simulator,
    clock,
    createDeliverer: (settings, { token = simulator.token, http = sendByFetch } = {}) => {
      const workspace = createWorkspace({ token, at: { baseUrl: simulator.url } });
      const sender = new PatientSender(
        { workspace, http, clock, random: () => 1 },
        { ...DEFAULT_DELIVERY_SETTINGS, ...settings },
      );
      return new Deliverer(sender, settings);
    },
  };
}

/** A call mapped with default settings. */
export function deliverable(call: object): Deliverable {
  const mapped = createMapper()({ event: 'Order Completed', timestamp: '2025-12-31T10:00:00Z', ...call });
  if (!mapped.ok) throw new Error(mapped.refusal.code);
  return mapped;
}
