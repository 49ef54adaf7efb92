import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Network } from './send-by-network';

/**
 * The transformer's client where `folder` is in a transformer's code, as the installer has it; `undefined`: there is none.
 */
export function findNetwork(folder: string): Network | undefined {
  const path = join(folder, '..', 'adapters', 'network');
  const load = createRequire(join(folder, 'index.cjs'));
  try {
    load.resolve(path);
  } catch {
    return undefined;
  }
  const { httpSend } = load(path) as Partial<Network>;
  return httpSend === undefined ? undefined : { httpSend };
}
