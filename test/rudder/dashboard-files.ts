import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const DASHBOARD_FOLDER = join(__dirname, '..', '..', 'packages', 'rudder-destination', 'dashboard');

/** A file of the dashboard as it is written. */
export function readDashboardFile(name: string): unknown {
  return JSON.parse(readFileSync(join(DASHBOARD_FOLDER, name), 'utf8'));
}

export interface DbConfig {
  readonly name: string;
  readonly displayName: string;
  readonly config: {
    readonly supportedSourceTypes: readonly string[];
    readonly destConfig: Readonly<Record<string, readonly string[]>>;
    readonly secretKeys: readonly string[];
  };
}
