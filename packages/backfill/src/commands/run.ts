import type { Region } from '@intercom-destination/core';
import { CannotRun } from '../cannot-run';
import { carryOutRun } from '../carry-out-run';
import { dryRun } from '../dry-run';
import { EXIT_CODES, type ExitCode } from '../exit-codes';
import { readSubject, requireAsPlanned } from '../live/read-subject';
import { requireLiveConsent } from '../live/require-live-consent';
import { createLog } from '../log';
import { findFiltersInUse, readFilters } from '../options/filter-options';
import { readReading } from '../options/source-options';
import { requireWholeInput } from '../overlaps/collision-policy';
import { readContactFiles } from '../read-contacts';
import { readDeliveryOptions } from '../read-delivery-options';
import { lockRunDirectory } from '../run-directory/lock';
import {
  describeRun,
  readManifest,
  requireSameRun,
  writeManifest,
  type Manifest,
} from '../run-directory/manifest';
import { createRunFolder, hasBegun, runFiles } from '../run-directory/run-files';
import type { RunOptions } from '../run-options';
import { findSourceFiles, STDIN } from '../sources/find-source-files';
import { spoolStdin } from '../spool-stdin';
import { listenForStop, type StopRequest } from '../stop-signals';
import { openTarget, regionOf, requireTarget } from '../target';

/** Delivers the calls of the inputs, or goes on with a run that was begun in the run directory. */
export async function run(inputs: readonly string[], options: RunOptions): Promise<ExitCode> {
  const { stopRequest, stopListening } = listenForStop();
  try {
    requireWholeInput(options.onCollision, findFiltersInUse(options));
    return options.dryRun
      ? await dryRun(inputs, options, stopRequest.drain.signal)
      : await prepareAndDeliver(inputs, options, stopRequest);
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
  const { to, runDir, onCollision, verifySample, simulatorContacts, tokenFile } = options;
  if (to === undefined) {
    throw new CannotRun('Nothing is sent without a target: name one with --to, or try --dry-run.');
  }
  const targetName = requireTarget(to);
  requireLiveConsent(targetName, options);
  requireOneRegion(to, options.region);
  const { mapping, names } = readSubject(options);
  const reading = readReading(options);
  const { filters, suppression } = await readFilters(options);
  const delivery = readDeliveryOptions(options, mapping.sendAnonymousId);
  const files = await findSourceFiles(inputs, runDir);
  requireAsPlanned(options, { mapping, names, reading, filters, files });
  const contacts = simulatorContacts.length === 0 ? [] : await readContactFiles(simulatorContacts);
  const target = await openTarget(targetName, { tokenFile, contacts });
  try {
    createRunFolder(runDir);
    const paths = runFiles(runDir);
    const lock = lockRunDirectory(paths.lock);
    try {
      if (files.includes(STDIN)) await spoolStdin(paths.spooledStdin, stopRequest.drain.signal);
      const keptFiles = files.map((file) => (file === STDIN ? paths.spooledStdin : file));
      const fixed = { mapping, names, reading, filters, onCollision, verifySample };
      const asked = describeRun({ ...fixed, files: keptFiles, target: targetName }, new Date());
      const manifest = beginOrResume(runDir, asked);
      const log = createLog(options.logLevel);
      return await carryOutRun({
        target,
        files: keptFiles,
        manifest,
        suppression,
        delivery,
        options,
        stopRequest,
        log,
      });
    } finally {
      lock.release();
    }
  } finally {
    await target.close();
  }
}

function beginOrResume(runDir: string, asked: Manifest): Manifest {
  const { manifest: path } = runFiles(runDir);
  const begun = readManifest(path);
  // Where no call has ended, a damaged file can be mended and the same command given again.
  if (begun === undefined || !hasBegun(runDir)) {
    writeManifest(path, asked);
    return asked;
  }
  requireSameRun(begun, asked);
  return begun;
}

function requireOneRegion(to: string, region: Region | undefined): void {
  const own = regionOf(requireTarget(to));
  if (own === undefined || region === undefined || own === region) return;
  throw new CannotRun(`--to ${to} is in the region ${own}, and --region says ${region}.`);
}
