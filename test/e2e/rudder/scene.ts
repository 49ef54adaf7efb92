import type { Simulator, SimulatorOptions } from '@intercom-destination/simulator';
import { frozenDestination } from '../../contract/rudder-inputs';
import { startSimulator } from '../../lifetime/simulator';
import { RudderServer, type Job, type Way } from './server';

/** A simulator with two users, and RudderStack's server in front of it. */
export interface Scene {
  readonly simulator: Simulator;
  server(way: Way, calls: readonly object[], given?: Given): RudderServer;
  /** One event, tried up to three times. */
  send(way: Way, call: object, given?: Given): Promise<Job>;
}

export interface Given {
  readonly Config?: Readonly<Record<string, unknown>>;
  readonly secret?: Readonly<Record<string, unknown>>;
}

export const ROUTER_AND_PROXY: Way = { transformBy: 'router', deliverBy: 'proxy' };

export async function openScene(options: SimulatorOptions = {}): Promise<Scene> {
  const simulator = await startSimulator(options);
  simulator.seedContacts([
    { role: 'user', external_id: 'u1', email: 'one@example.com' },
    { role: 'user', external_id: 'u2', email: 'two@example.com' },
  ]);
  const server = (way: Way, calls: readonly object[], { Config, secret }: Given = {}) =>
    new RudderServer(
      way,
      frozenDestination({
        apiKey: simulator.token,
        apiServer: 'standard',
        baseUrl: simulator.url,
        ...Config,
      }),
      calls.map(track),
      secret,
    );
  return {
    simulator,
    server,
    async send(way, call, given) {
      const [job] = await server(way, [call], given).run(3);
      if (job === undefined) throw new Error('There is no job.');
      return job;
    },
  };
}

/** A call that arrived a moment ago, with what the test says otherwise. */
export function track(call: object): object {
  return {
    type: 'track',
    event: 'Order Completed',
    messageId: 'm-1',
    timestamp: '2026-01-01T10:00:00Z',
    receivedAt: new Date().toISOString(),
    ...call,
  };
}
