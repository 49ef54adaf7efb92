import { bindWorkspace } from '../delivery/bind-workspace';
import type { Manifest } from '../run-directory/manifest';
import { EXIT_CODES } from '../terminal/exit-codes';
import type { PreparedRun } from './prepared-run';

/** Checks token, region and workspace of a run to Intercom. Of a platform nothing can be asked. Throws as `bindWorkspace` does. */
export async function bindRun(
  { target, manifest, options, stopRequest, log }: PreparedRun,
  isResumed: boolean,
): Promise<Manifest> {
  if ('handover' in target) return manifest;
  const { runDir, region, confirmLive } = options;
  const { signal } = stopRequest.drain;
  // Where nothing was sent yet the address may be the wrong one; what has begun can go on later.
  const whenUnreachable = isResumed ? EXIT_CODES.interrupted : EXIT_CODES.cannotRun;
  return bindWorkspace({ target, runDir, manifest, region, confirmLive, signal, whenUnreachable, log });
}
