import type { Region } from '@intercom-destination/core';
import { inRunDirectory } from '../run/begin-run';
import { CannotRun } from '../terminal/cannot-run';
import { carryOutRun } from '../run/carry-out-run';
import { dryRun } from '../run/dry-run';
import { EXIT_CODES, type ExitCode } from '../terminal/exit-codes';
import { toIngestionTarget } from '../into/hand-over-run';
import { readHandover } from '../into/read-handover';
import type { Handover } from '../target/handover';
import { describeConfirmation, readWriteKey, requireConfirmed } from '../into/write-key';
import { requireLiveConsent } from '../target/require-live-consent';
import type { NamePolicy } from '../options/name-policy';
import { createLog } from '../terminal/log';
import { findFiltersInUse, filterOptions } from '../filters/filter-options';
import { requireWholeInput } from '../overlaps/collision-policy';
import { readContactFiles } from '../target/read-contacts';
import { readDeliveryOptions } from '../options/read-delivery-options';
import { readWork } from '../run/read-work';
import type { RunOptions } from '../run/run-options';
import { listenForStop, type StopRequest } from '../terminal/stop-signals';
import { openTarget, regionOf, requireTarget } from '../target/target';
import { openAdapter } from '../through/open-adapter';
import { Command } from 'commander';
import type { Finish } from './finish';
import { INPUTS_HELP } from '../sources/source-options';
import { addDeliveryOptions } from '../options/add-delivery-options';
import { addRunOptions } from './add-run-options';
import { addWayOptions } from './add-way-options';
import { addOptions } from '../options/add-options';

export function runCommand(finish: Finish): Command {
  const command = addOptions(new Command('run'), filterOptions())
    .description('deliver the calls; the same command goes on with a run that was stopped')
    .argument('<inputs...>', INPUTS_HELP);
  return addDeliveryOptions(addWayOptions(addRunOptions(command)))
    .addHelpText(
      'after',
      `
Examples:
  intercom-destination run dumps/ --to simulator --simulator-contacts contacts.ndjson
  INTERCOM_ACCESS_TOKEN=… intercom-destination run dumps/ --to http://127.0.0.1:4010

  intercom-destination run dumps/ --to simulator --missing-contact create_user --max-new-contacts 500
  SEGMENT_WRITE_KEY=… intercom-destination run dumps/ --into segment --destination-name "Intercom Events"

With --missing-contact retry, people who are missing are asked for once more at the end.

Exit codes: 0 all accepted, 1 finished with dead letters or refusals, 2 stopped by a safety limit,
3 cannot run, 4 interrupted and resumable.`,
    )
    .action(async (inputs: string[], options: RunOptions) => {
      finish(await run(inputs, options));
    });
}

/** Delivers the calls of the inputs, or goes on with a run that was begun in the run directory. */
async function run(inputs: readonly string[], options: RunOptions): Promise<ExitCode> {
  const { stopRequest, stopListening } = listenForStop();
  try {
    requireWholeInput(options.onCollision, findFiltersInUse(options));
    const into = readHandover(options);
    if (options.dryRun) return await dryRun(inputs, options, stopRequest.drain.signal);
    return into === undefined
      ? await prepareAndDeliver(inputs, options, stopRequest)
      : await prepareAndHandOver(inputs, into, options, stopRequest);
  } catch (error) {
    if (error !== stopRequest.drain.signal.reason) throw error;
    console.error('Stopped before this start sent anything; the same command goes on.');
    return EXIT_CODES.interrupted;
  } finally {
    stopListening();
  }
}

async function prepareAndDeliver(
  inputs: readonly string[],
  options: RunOptions,
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
  const { mapping, suppression } = work;
  const delivery = readDeliveryOptions(options, mapping.sendAnonymousId);
  requireOwnNames(through, work.names);
  const adapter = openAdapter(through, { mapping, missingContact: delivery.missingContact });
  try {
    const contacts = simulatorContacts.length === 0 ? [] : await readContactFiles(simulatorContacts);
    const target = await openTarget(targetName, { tokenFile, contacts });
    const subject = { ...work, target: targetName, onCollision, verifySample, through };
    const log = createLog(options.logLevel);
    try {
      return await inRunDirectory(runDir, subject, stopRequest.drain.signal, (begun) =>
        carryOutRun({ ...begun, target, adapter, suppression, delivery, options, stopRequest, log }),
      );
    } finally {
      await target.close();
    }
  } finally {
    adapter?.close();
  }
}

async function prepareAndHandOver(
  inputs: readonly string[],
  into: Handover,
  options: RunOptions,
  stopRequest: StopRequest,
): Promise<ExitCode> {
  const { runDir, onCollision, through, confirmLive } = options;
  requireLiveConsent(into.url, options, describeConfirmation(into));
  const writeKey = readWriteKey(into.kind, options.writeKeyFile);
  requireConfirmed(into, writeKey, confirmLive);
  const work = await readWork(inputs, options);
  const { suppression } = work;
  const delivery = readDeliveryOptions(options, work.mapping.sendAnonymousId);
  const target = toIngestionTarget(into, writeKey);
  const subject = { ...work, target: target.name, onCollision, verifySample: 0, through, into };
  const log = createLog(options.logLevel);
  const adapter = undefined;
  return inRunDirectory(runDir, subject, stopRequest.drain.signal, (begun) =>
    carryOutRun({ ...begun, target, adapter, suppression, delivery, options, stopRequest, log }),
  );
}

function requireOneRegion(to: string, region: Region | undefined): void {
  const own = regionOf(requireTarget(to));
  if (own === undefined || region === undefined || own === region) return;
  throw new CannotRun(`--to ${to} is in the region ${own}, and --region says ${region}.`);
}

/** An adapter names the events itself, as it does for live calls. */
function requireOwnNames(through: RunOptions['through'], names: NamePolicy): void {
  if (through === 'core' || names.kind === 'same') return;
  throw new CannotRun(
    `--through ${through} gives events the names of live ones; --names prefix: is core's alone.`,
  );
}
