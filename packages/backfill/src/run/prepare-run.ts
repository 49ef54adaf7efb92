import type { DeliverySettings, Region } from '@intercom-destination/core';
import { checkToken } from '../delivery/bind-workspace';
import { toIngestionTarget } from '../into/hand-over-run';
import { describeConfirmation, readWriteKey, requireConfirmed } from '../into/write-key';
import type { NamePolicy } from '../options/name-policy';
import { readDeliveryOptions } from '../options/read-delivery-options';
import type { Handover } from '../target/handover';
import { readContactFiles } from '../target/read-contacts';
import { requireLiveConsent } from '../target/require-live-consent';
import { EMBEDDED_SIMULATOR, openTarget, regionOf, requireTarget } from '../target/target';
import { CannotRun } from '../terminal/cannot-run';
import { EXIT_CODES, type ExitCode } from '../terminal/exit-codes';
import { createLog, type Log } from '../terminal/log';
import type { StopRequest } from '../terminal/stop-signals';
import { openAdapter } from '../through/open-adapter';
import { inRunDirectory } from './begin-run';
import { carryOutRun } from './carry-out-run';
import { readWork } from './read-work';
import { requireSettled } from './require-settled';
import type { RunRequest } from './run-request';

/** Delivers to Intercom what the run directory does not know to have ended. */
export async function prepareAndDeliver(
  inputs: readonly string[],
  options: RunRequest,
  stopRequest: StopRequest,
): Promise<ExitCode> {
  const { to, runDir, onCollision, verifySample, through, simulatorContacts, tokenFile } = options;
  if (to === undefined) {
    throw new CannotRun('Nothing is sent without a target: name one with --to or --into, or try --dry-run.');
  }
  const targetName = requireTarget(to);
  requireLiveConsent(targetName, options);
  requireOneRegion(to, options.region);
  const work = await readWork(inputs, options);
  const log = createLog(options.logLevel);
  requireSettled(work.planned, targetName, log);
  const { mapping, suppression } = work;
  const delivery = readDeliveryOptions(options, mapping.sendAnonymousId);
  requireOwnNames(through, work.names);
  const adapter = openAdapter(through, { mapping, missingContact: delivery.missingContact });
  try {
    const contacts = simulatorContacts.length === 0 ? [] : await readContactFiles(simulatorContacts);
    const target = await openTarget(targetName, { tokenFile, contacts });
    const subject = { ...work, target: targetName, onCollision, verifySample, through };
    const { signal } = stopRequest.drain;
    const { cannotRun: whenUnreachable } = EXIT_CODES;
    const check = () => checkToken({ ...options, target, signal, whenUnreachable });
    try {
      return await inRunDirectory(runDir, subject, { signal, check }, (begun) => {
        if (targetName === EMBEDDED_SIMULATOR && contacts.length === 0) noteNoContacts(delivery, log);
        return carryOutRun({
          ...begun,
          passedOver: work.passedOver,
          target,
          adapter,
          suppression,
          delivery,
          options,
          stopRequest,
          log,
        });
      });
    } finally {
      await target.close();
    }
  } finally {
    adapter?.close();
  }
}

/** Hands over to a platform what the run directory does not know to have ended. */
export async function prepareAndHandOver(
  inputs: readonly string[],
  into: Handover,
  options: RunRequest,
  stopRequest: StopRequest,
): Promise<ExitCode> {
  const { runDir, onCollision, through, confirmLive } = options;
  requireLiveConsent(into.url, options, describeConfirmation(into));
  const writeKey = readWriteKey(into.kind, options.writeKeyFile);
  requireConfirmed(into, writeKey, confirmLive);
  const work = await readWork(inputs, options);
  const log = createLog(options.logLevel);
  requireSettled(work.planned, into.url, log);
  const { suppression } = work;
  const delivery = readDeliveryOptions(options, work.mapping.sendAnonymousId);
  const target = toIngestionTarget(into, writeKey);
  const subject = { ...work, target: target.name, onCollision, verifySample: 0, through, into };
  const adapter = undefined;
  return inRunDirectory(runDir, subject, { signal: stopRequest.drain.signal }, (begun) =>
    carryOutRun({
      ...begun,
      passedOver: work.passedOver,
      target,
      adapter,
      suppression,
      delivery,
      options,
      stopRequest,
      log,
    }),
  );
}

/** Said before anything is read: else the ids would seem to be wrong. */
function noteNoContacts({ missingContact }: DeliverySettings, log: Log): void {
  if (missingContact === 'create_user' || missingContact === 'create_lead') return;
  log.warn(
    'The embedded simulator has no contacts, so it stores no event: name a file of them with --simulator-contacts, or make them with --missing-contact create_user.',
  );
}

function requireOneRegion(to: string, region: Region | undefined): void {
  const own = regionOf(requireTarget(to));
  if (own === undefined || region === undefined || own === region) return;
  throw new CannotRun(`--to ${to} is in the region ${own}, and --region says ${region}.`);
}

/** An adapter names the events itself, as it does for live calls. */
function requireOwnNames(through: RunRequest['through'], names: NamePolicy): void {
  if (through === 'core' || names.kind === 'same') return;
  throw new CannotRun(
    `--through ${through} gives events the names of live ones; --names prefix: is core's alone.`,
  );
}
