import type { Simulator, SimulatorOptions } from '@intercom-destination/simulator';
import { join } from 'node:path';
import { createFolder } from '../../lifetime/folder';
import { startSimulator } from '../../lifetime/simulator';

/** A workspace, and where a run on it has its dump and its run directory. Neither is there yet. */
export interface RunScene {
  readonly simulator: Simulator;
  readonly folder: string;
  readonly dump: string;
  readonly runDir: string;
}

/** Opens what most tests of a run begin with. The rate is one at which nobody waits. */
export async function openRunScene(options: SimulatorOptions = {}): Promise<RunScene> {
  const simulator = await startSimulator({ rateLimitPerWindow: 20_000, ...options });
  const { folder } = createFolder();
  return { simulator, folder, dump: join(folder, 'dump.ndjson'), runDir: join(folder, 'run') };
}
