import {
  createWorkspace,
  DEFAULT_DELIVERY_SETTINGS,
  PatientSender,
  systemClock,
  type Identifier,
  type Region,
} from '@intercom-destination/core';
import { createPoolHttp } from '../delivery/pool-http';
import { readWorkspaceAddress } from '../target/read-workspace-address';
import { requireWorkspace } from '../target/require-workspace';
import { readToken } from '../target/token';
import { probe, type ProbeFigures } from './probe';

const CONCURRENCY = 8;
/** Nobody waits an hour for a look-up. */
const MAX_OUTAGE_MS = 60_000;

export interface ProbeOptions {
  readonly region?: Region;
  readonly baseUrl?: string;
  readonly tokenFile?: string;
}

/** A workspace that can be asked, once it has said whose it is. */
export interface ProbedWorkspace {
  /** `undefined`: it did not say. */
  readonly callsPerWindow: number | undefined;
  readonly probe: (people: readonly Identifier[], signal: AbortSignal) => Promise<ProbeFigures>;
  readonly close: () => Promise<void>;
}

/** Asks whose the token is, before the dump is read: a wrong one should not cost an hour. Sends only what reads. */
export async function openProbe(options: ProbeOptions, signal: AbortSignal): Promise<ProbedWorkspace> {
  const at = readWorkspaceAddress(options.region, options.baseUrl);
  const workspace = createWorkspace({ token: readToken(options.tokenFile), at });
  const { http, close } = createPoolHttp(workspace.baseUrl, CONCURRENCY);
  const environment = { workspace, http, clock: systemClock, random: Math.random };
  try {
    const identity = await requireWorkspace(environment, workspace.baseUrl, options.region, signal);
    const sender = new PatientSender(environment, {
      ...DEFAULT_DELIVERY_SETTINGS,
      concurrency: CONCURRENCY,
      maxOutageMs: MAX_OUTAGE_MS,
    });
    return {
      callsPerWindow: identity?.rateLimit,
      probe: (people, stop) => probe(sender, people, CONCURRENCY, stop),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
