import { baseUrlOf, createWorkspace, REGIONS, type Region, type Workspace } from '@intercom-destination/core';
import type { ContactSeed } from '@intercom-destination/simulator';
import { CannotRun } from '../terminal/cannot-run';
import { readToken } from './token';

/** Where a run sends to. */
export interface Target {
  /** For people and the manifest: `simulator`, or the base URL. */
  readonly name: string;
  readonly workspace: Workspace;
  /** Whether contacts that an earlier start made or found are still there. */
  readonly remembers: boolean;
  close(): Promise<void>;
}

/** The name of the simulator that runs inside the command itself. */
export const EMBEDDED_SIMULATOR = 'simulator';

/** Checks `--to` without opening anything. Gives the name that the manifest keeps. */
export function requireTarget(to: string): string {
  if (to === EMBEDDED_SIMULATOR) return to;
  const region = REGIONS.find((one) => one === to);
  if (region !== undefined) return baseUrlOf(region);
  const url = requireBaseUrl('--to', to, `"${EMBEDDED_SIMULATOR}", a region (${REGIONS.join(', ')}) or `);
  const { protocol, hostname } = new URL(url);
  if (protocol === 'http:' && /(^|\.)intercom\.(io|com)$/.test(hostname)) {
    throw new CannotRun(`${hostname} must be reached over https.`);
  }
  return url;
}

/** The region that a target is in by its address; `undefined`: any. */
export function regionOf(targetName: string): Region | undefined {
  return REGIONS.find((region) => baseUrlOf(region) === targetName);
}

/** A base URL as the manifest keeps it; `otherwise` is what else the option may be. */
export function requireBaseUrl(option: string, text: string, otherwise = ''): string {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) {
    throw new CannotRun(`${option} must be ${otherwise}a URL such as http://127.0.0.1:4010, not ${text}.`);
  }
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') {
    throw new CannotRun(`${option} must not hold a user name or password.`);
  }
  if (url.search !== '' || url.hash !== '') throw new CannotRun(`${option} must end with its path.`);
  return `${url.origin}${url.pathname}`.replace(/(?<!\/)\/+$/, '');
}

export async function openTarget(
  name: string,
  options: { readonly tokenFile: string | undefined; readonly contacts: readonly ContactSeed[] },
): Promise<Target> {
  if (name !== EMBEDDED_SIMULATOR) {
    const token = readToken(options.tokenFile);
    return {
      name,
      workspace: createWorkspace({ token, at: { baseUrl: name } }),
      remembers: true,
      close: () => Promise.resolve(),
    };
  }
  const { startSimulator } = await import('@intercom-destination/simulator');
  const { seedSimulator } = await import('./seed-simulator');
  const simulator = await startSimulator();
  await seedSimulator(simulator, options.contacts);
  const workspace = createWorkspace({ token: simulator.token, at: { baseUrl: simulator.url } });
  return { name, workspace, remembers: false, close: () => simulator.close() };
}

/** Nobody but a simulator answers here. */
export function isOnThisMachine(targetName: string): boolean {
  return targetName === EMBEDDED_SIMULATOR || isLoopback(new URL(targetName).hostname);
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
