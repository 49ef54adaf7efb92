import { systemClock, type Region, type WorkspaceIdentity } from '@intercom-destination/core';
import { bindToWorkspace, writeManifest, type Manifest } from '../run-directory/manifest';
import { runFiles } from '../run-directory/run-files';
import { requireConfirmed } from '../target/require-live-consent';
import { requireWorkspace } from '../target/require-workspace';
import { regionOf, type Target } from '../target/target';
import type { ExitCode } from '../terminal/exit-codes';
import type { Log } from '../terminal/log';
import { createPoolHttp } from './pool-http';

export interface CheckTokenOptions {
  readonly target: Target;
  readonly region?: Region | undefined;
  /** The id code that the workspace must have; `undefined`: the target is on this machine, or was confirmed before. */
  readonly confirmLive?: string | undefined;
  /** Aborted: the check is left. */
  readonly signal: AbortSignal;
  readonly whenUnreachable: ExitCode;
}

export interface BindWorkspaceOptions extends CheckTokenOptions {
  readonly runDir: string;
  readonly manifest: Manifest;
  readonly log: Log;
}

/** Checks the token and binds the run to its workspace. Gives the manifest that says so. Throws as `checkToken` does. */
export async function bindWorkspace(options: BindWorkspaceOptions): Promise<Manifest> {
  const { target, runDir, manifest, log } = options;
  const identity = await checkToken(options);
  const bound = bindToWorkspace(manifest, identity);
  if (bound !== manifest) writeManifest(runFiles(runDir).manifest, bound);
  log.info(`The token is of the workspace ${identity?.idCode ?? 'that it does not name'} at ${target.name}.`);
  return bound;
}

/**
 * Asks whose the token is. `undefined`: the token may not ask. Throws `CannotRun` where the token is refused, or is of
 * another region or workspace than meant.
 */
export async function checkToken(options: CheckTokenOptions): Promise<WorkspaceIdentity | undefined> {
  const { target, region, confirmLive, signal, whenUnreachable } = options;
  const { workspace, name } = target;
  const { http, close } = createPoolHttp(workspace.baseUrl, 1);
  try {
    const nothing = () => undefined;
    const identity = await requireWorkspace(
      { workspace, http, clock: systemClock, random: Math.random },
      name,
      region ?? regionOf(name),
      signal,
      whenUnreachable,
      ...(confirmLive === undefined ? [] : [nothing]),
    );
    if (confirmLive !== undefined) requireConfirmed(identity, confirmLive);
    return identity;
  } finally {
    await close();
  }
}
