import { expect } from '@jest/globals';
import { startSimulator } from '../../../../test/lifetime/simulator';
import type { Simulator, SimulatorOptions } from '../index';

/** A whole second at the start of a rate window: 2023-11-14T22:13:20Z. */
export const START_MS = 1_700_000_000_000;
export const START_SECONDS = START_MS / 1000;

/** What came back, with its body as text and, where it is JSON, as a value. */
export interface Received {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: unknown;
}

export interface OpenSimulator extends Simulator {
  /** The simulator's clock; move it with `clock.nowMs += 1000`. */
  readonly clock: { nowMs: number };
  /** Sends with the right token, unless `headers` says otherwise. A body that is no string is sent as JSON. */
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Received>;
}

/** Starts a simulator on a driven clock; it is closed when the test ends. */
export async function openSimulator(options: SimulatorOptions = {}): Promise<OpenSimulator> {
  const clock = { nowMs: START_MS };
  const simulator = await startSimulator({ clock: () => clock.nowMs, ...options });
  return {
    ...simulator,
    clock,
    send: async (method, path, body, headers = {}) => {
      const response = await fetch(simulator.url + path, {
        method,
        headers: { authorization: `Bearer ${simulator.token}`, ...headers },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, headers: response.headers, text, json: parse(text) };
    },
  };
}

/** The body of an error, whatever its request id. */
export function errorList(code: string, message: string): object {
  return { type: 'error.list', request_id: expect.any(String), errors: [{ code, message }] };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
