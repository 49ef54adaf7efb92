import {
  Deliverer,
  lookForMade,
  PatientSender,
  systemClock,
  type DeliveryEnvironment,
  type DeliverySettings,
  type Rate,
  type Region,
} from '@intercom-destination/core';
import { EXIT_CODES } from './exit-codes';
import type { Log } from './log';
import { createPoolHttp } from './pool-http';
import { describeRate } from './rate';
import { requireWorkspace } from './require-workspace';
import { totalEnded } from './run-directory/counts';
import { bindToWorkspace, writeManifest, type Manifest } from './run-directory/manifest';
import { runFiles } from './run-directory/run-files';
import type { RunJournal } from './run-directory/run-journal';
import type { StopRequest } from './stop-signals';
import type { Target } from './target';
import { watchRate } from './watch-rate';

/** A way to the workspace, checked and paced. */
export interface OpenDelivery {
  readonly sender: PatientSender;
  readonly deliverer: Deliverer;
  readonly close: () => Promise<void>;
}

export interface OpenDeliveryOptions {
  readonly target: Target;
  readonly runDir: string;
  readonly manifest: Manifest;
  readonly journal: RunJournal;
  readonly settings: DeliverySettings;
  readonly rate: Rate;
  readonly region?: Region | undefined;
  readonly stopRequest: StopRequest;
  readonly log: Log;
}

/** Checks whose the token is, binds the run to that workspace, and opens the way to it. */
export async function openDelivery(options: OpenDeliveryOptions): Promise<OpenDelivery> {
  const { target, settings, journal, stopRequest, log } = options;
  const paths = runFiles(options.runDir);
  const { http, close } = createPoolHttp(target.workspace.baseUrl, settings.concurrency);
  const environment: DeliveryEnvironment = {
    workspace: target.workspace,
    http,
    clock: systemClock,
    random: Math.random,
  };
  try {
    await bind(options, environment);
    const sender = new PatientSender(environment, settings);
    sender.changeRate(options.rate);
    log.info(`The rate is ${describeRate(options.rate)}.`);
    if (target.remembers) await findMadeContacts(sender, journal, stopRequest.abort.signal);
    else journal.forgetContacts();
    const watch = watchRate(paths.rate, sender, log);
    return {
      sender,
      deliverer: createDeliverer(sender, settings, journal),
      close: async () => {
        watch.stop();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function bind(
  { target, runDir, manifest, journal, region, stopRequest, log }: OpenDeliveryOptions,
  environment: DeliveryEnvironment,
): Promise<void> {
  const identity = await requireWorkspace(
    environment,
    target.name,
    region,
    stopRequest.drain.signal,
    // What has begun can go on later; what has not may have the wrong address.
    totalEnded(journal.counts) === 0 ? EXIT_CODES.cannotRun : EXIT_CODES.interrupted,
  );
  const bound = bindToWorkspace(manifest, identity);
  if (bound !== manifest) writeManifest(runFiles(runDir).manifest, bound);
  log.info(`The token is of the workspace ${identity?.idCode ?? 'that it does not name'} at ${target.name}.`);
}

function createDeliverer(sender: PatientSender, settings: DeliverySettings, journal: RunJournal): Deliverer {
  const deliverer = new Deliverer(sender, {
    ...settings,
    // Who is missing is asked for again once, at the end.
    missingContact: settings.missingContact === 'retry' ? 'give_up' : settings.missingContact,
    maxNewContacts: settings.maxNewContacts - journal.createdContacts.count,
  });
  for (const { contact, id } of journal.createdContacts.known()) {
    if (id === undefined) deliverer.rememberUnsure(contact);
    else deliverer.rememberContact(contact, id);
  }
  return deliverer;
}

/** Looks for what an earlier start was about to make when it was killed, so that it is on file. */
async function findMadeContacts(
  sender: PatientSender,
  journal: RunJournal,
  signal: AbortSignal,
): Promise<void> {
  for (const { state, contact, file, line } of journal.createdContacts.known()) {
    if (state !== 'wanted') continue;
    const look = await lookForMade(sender, contact, 1, signal);
    if (look.state === 'made') journal.recordContact({ file, line }, { state: 'made', contact, id: look.id });
  }
}
