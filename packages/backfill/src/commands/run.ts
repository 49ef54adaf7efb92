import { inRunDirectory } from '../begin-run';
import { CannotRun } from '../cannot-run';
import { carryOutRun } from '../carry-out-run';
import { dryRun } from '../dry-run';
import { EXIT_CODES, type ExitCode } from '../exit-codes';
import { toIngestionTarget } from '../into/hand-over-run';
import { readHandover, type Handover } from '../into/handover';
import { readWriteKey, requireConfirmed } from '../into/write-key';
import { createLog } from '../log';
import { requireWholeInput } from '../overlaps/collision-policy';
import { readContactFiles } from '../read-contacts';
import { readDeliveryOptions } from '../read-delivery-options';
import { readMappingFile } from '../read-mapping-file';
import type { RunOptions } from '../run-options';
import { findSourceFiles } from '../sources/find-source-files';
import { listenForStop, type StopRequest } from '../stop-signals';
import { openTarget, requireTarget } from '../target';
import { openAdapter } from '../through/open-adapter';

/** Delivers the calls of the inputs, or goes on with a run that was begun in the run directory. */
export async function run(inputs: readonly string[], options: RunOptions): Promise<ExitCode> {
  const { stopRequest, stopListening } = listenForStop();
  try {
    // Flags that choose a part of the input belong in this list.
    requireWholeInput(options.onCollision, []);
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
  const { to, runDir, onCollision, through, simulatorContacts, tokenFile } = options;
  if (to === undefined) {
    throw new CannotRun('Nothing is sent without a target: name one with --to, or try --dry-run.');
  }
  const targetName = requireTarget(to);
  const mapping = readMappingFile(options.mapping);
  const delivery = readDeliveryOptions(options, mapping.sendAnonymousId);
  const adapter = openAdapter(through, { mapping, missingContact: delivery.missingContact });
  try {
    const files = await findSourceFiles(inputs, runDir);
    const contacts = simulatorContacts.length === 0 ? [] : await readContactFiles(simulatorContacts);
    const target = await openTarget(targetName, { tokenFile, contacts });
    const subject = { files, target: targetName, mapping, onCollision, through };
    const log = createLog(options.logLevel);
    try {
      return await inRunDirectory(runDir, subject, stopRequest.drain.signal, (begun) =>
        carryOutRun({ ...begun, target, adapter, delivery, options, stopRequest, log }),
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
  const { runDir, onCollision, through } = options;
  const writeKey = readWriteKey(into.kind, options.writeKeyFile);
  requireConfirmed(into, writeKey, options.confirmLive);
  const mapping = readMappingFile(options.mapping);
  const delivery = readDeliveryOptions(options, mapping.sendAnonymousId);
  const files = await findSourceFiles(inputs, runDir);
  const target = toIngestionTarget(into, writeKey);
  const subject = { files, target: target.name, mapping, onCollision, through, into };
  const log = createLog(options.logLevel);
  return inRunDirectory(runDir, subject, stopRequest.drain.signal, (begun) =>
    carryOutRun({ ...begun, target, adapter: undefined, delivery, options, stopRequest, log }),
  );
}
