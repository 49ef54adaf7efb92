import {
  PatientSender,
  systemClock,
  type DeliveryEnvironment,
  type DeliverySettings,
  type Rate,
  type Region,
} from '@intercom-destination/core';
import { describeRate } from '../options/rate';
import { bindToWorkspace, writeManifest, type Manifest } from '../run-directory/manifest';
import type { RunMeter } from '../run-directory/measurements';
import { runFiles } from '../run-directory/run-files';
import { requireConfirmed } from '../target/require-live-consent';
import { requireWorkspace } from '../target/require-workspace';
import { regionOf, type Target } from '../target/target';
import type { ExitCode } from '../terminal/exit-codes';
import type { Log } from '../terminal/log';
import { measureHttp } from './measure-http';
import { createPoolHttp } from './pool-http';

export interface OpenSenderOptions {
  readonly target: Target;
  readonly runDir: string;
  readonly manifest: Manifest;
  readonly settings: DeliverySettings;
  readonly rate: Rate;
  readonly region?: Region | undefined;
  /** The id code that the workspace must have; `undefined`: the target is on this machine, or was confirmed before. */
  readonly confirmLive?: string | undefined;
  /** Aborted: the check of the workspace is left. */
  readonly signal: AbortSignal;
  readonly whenUnreachable: ExitCode;
  /** `undefined`: nothing is measured. */
  readonly meter?: RunMeter | undefined;
  readonly log: Log;
}

/** Checks whose the token is, binds the run to that workspace, and opens a paced way to it. */
export async function openSender(
  options: OpenSenderOptions,
): Promise<{ readonly sender: PatientSender; readonly close: () => Promise<void> }> {
  const { target, settings, rate, meter, log } = options;
  const { http, close } = createPoolHttp(target.workspace.baseUrl, settings.concurrency);
  const environment: DeliveryEnvironment = {
    workspace: target.workspace,
    http: meter === undefined ? http : measureHttp(http, meter),
    clock: systemClock,
    random: Math.random,
  };
  try {
    await bind(options, environment);
    const sender = new PatientSender(environment, settings);
    sender.changeRate(rate);
    log.info(`The rate is ${describeRate(rate)}.`);
    return { sender, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function bind(
  { target, runDir, manifest, region, confirmLive, signal, whenUnreachable, log }: OpenSenderOptions,
  environment: DeliveryEnvironment,
): Promise<void> {
  const nothing = () => undefined;
  const identity = await requireWorkspace(
    environment,
    target.name,
    region ?? regionOf(target.name),
    signal,
    whenUnreachable,
    ...(confirmLive === undefined ? [] : [nothing]),
  );
  if (confirmLive !== undefined) requireConfirmed(identity, confirmLive);
  const bound = bindToWorkspace(manifest, identity);
  if (bound !== manifest) writeManifest(runFiles(runDir).manifest, bound);
  log.info(`The token is of the workspace ${identity?.idCode ?? 'that it does not name'} at ${target.name}.`);
}
