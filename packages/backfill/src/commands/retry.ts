import { createMapper } from '@intercom-destination/core';
import { Command, Option } from 'commander';
import { DEAD_LETTER_REASONS, RETRIED_REASONS } from '../delivery/retried-reasons';
import { NO_FILTER } from '../filters/create-filter';
import { addDeliveryOptions } from '../options/add-delivery-options';
import { withNames } from '../options/name-policy';
import { readDeliveryOptions } from '../options/read-delivery-options';
import { MAPPING_HELP } from '../options/shared-options';
import { createFateDecider } from '../reading/map-source-call';
import { readMappingFile } from '../reading/read-mapping-file';
import { carryOutRetry } from '../retry/carry-out-retry';
import { resendUnverified } from '../retry/resend-unverified';
import type { RetryRequest } from '../retry/retry-request';
import { lockRunDirectory } from '../run-directory/lock';
import { requireRun } from '../run-directory/require-run';
import { runFiles } from '../run-directory/run-files';
import { readContactFiles } from '../target/read-contacts';
import { openTarget } from '../target/target';
import { CannotRun } from '../terminal/cannot-run';
import { EXIT_CODES, type ExitCode } from '../terminal/exit-codes';
import { createLog } from '../terminal/log';
import { listenForStop } from '../terminal/stop-signals';
import type { Finish } from './finish';

export function retryCommand(finish: Finish): Command {
  const command = new Command('retry')
    .description('send the dead letters of a run again: the data events as they are stored')
    .argument('[run-dir]', 'the run directory', 'intercom-backfill')
    .addOption(
      new Option('--reason <reason...>', 'the dead letters to try')
        .choices(DEAD_LETTER_REASONS)
        .default([...RETRIED_REASONS]),
    )
    .option('--remap', 'map the stored calls anew, with the mapping of the run or --mapping', false)
    .option('--mapping <file>', `with --remap: ${MAPPING_HELP}`)
    .addOption(
      new Option('--unverified', 'send the calls again of which verify finds some missing, once confirmed')
        .default(false)
        .conflicts(['reason', 'remap', 'mapping']),
    )
    .option('--yes', 'with --unverified: send without asking', false);
  return addDeliveryOptions(command)
    .addHelpText(
      'after',
      '\nExample:\n  INTERCOM_ACCESS_TOKEN=… intercom-destination retry --reason contact_not_found',
    )
    .action(async (runDir: string, options: RetryRequest) => {
      finish(await retry(runDir, options));
    });
}

/** Sends the dead letters of a run again, or what verify finds missing. */
async function retry(runDir: string, options: RetryRequest): Promise<ExitCode> {
  const paths = runFiles(runDir);
  const manifest = requireRun(runDir);
  if (manifest.into !== undefined) {
    throw new CannotRun(
      `The run was handed to ${manifest.target}, so nothing of it can be sent to Intercom again.`,
    );
  }
  if (options.mapping !== undefined && !options.remap) {
    throw new CannotRun('--mapping has a use with --remap alone: what is sent else was mapped before.');
  }
  const mapping =
    options.mapping === undefined ? manifest.mapping : (await readMappingFile(options.mapping)).mapping;
  const settings = readDeliveryOptions(options, mapping.sendAnonymousId);
  const contacts = await readContactFiles(options.simulatorContacts);
  const { stopRequest, stopListening } = listenForStop();
  const target = await openTarget(manifest.target, { tokenFile: options.tokenFile, contacts });
  try {
    const lock = lockRunDirectory(paths.lock);
    try {
      const log = createLog(options.logLevel);
      const remap = options.remap
        ? createFateDecider(withNames(createMapper(mapping), manifest.names), NO_FILTER)
        : undefined;
      const prepared = { runDir, manifest, target, settings, options, remap, stopRequest, log };
      return await (options.unverified ? resendUnverified(prepared) : carryOutRetry(prepared));
    } finally {
      lock.release();
    }
  } catch (error) {
    if (error !== stopRequest.drain.signal.reason) throw error;
    console.error('Stopped before this start sent anything; the same command goes on.');
    return EXIT_CODES.interrupted;
  } finally {
    stopListening();
    await target.close();
  }
}
