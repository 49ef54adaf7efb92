import {
  Deliverer,
  lookForMade,
  type DeliverySettings,
  type PatientSender,
} from '@intercom-destination/core';
import type { RunMeter } from '../run-directory/measurements';
import { runFiles } from '../run-directory/run-files';
import type { RunJournal } from '../run-directory/run-journal';
import type { Target } from '../target/target';
import type { StopRequest } from '../terminal/stop-signals';
import { openSender, type OpenSenderOptions } from './open-sender';
import { policyOfOneReading } from './policy-of-one-reading';
import { watchRate } from './watch-rate';
import { watchWindow } from './watch-window';

/** A paced way to the workspace for the calls of one run. */
export interface OpenDelivery {
  readonly sender: PatientSender;
  readonly deliverer: Deliverer;
  readonly close: () => Promise<void>;
}

export interface OpenDeliveryOptions extends OpenSenderOptions {
  readonly target: Target;
  readonly runDir: string;
  readonly journal: RunJournal;
  readonly meter: RunMeter;
  readonly stopRequest: StopRequest;
}

/** Opens the way for a run, with what its earlier starts knew of contacts. */
export async function openDelivery(options: OpenDeliveryOptions): Promise<OpenDelivery> {
  const { target, runDir, settings, journal, meter, stopRequest, log } = options;
  const { sender, close } = openSender({ target, settings, rate: options.rate, meter, log });
  try {
    if (target.remembers) await findMadeContacts(sender, journal, stopRequest.abort.signal);
    else journal.forgetContacts();
  } catch (error) {
    await close();
    throw error;
  }
  const rateWatch = watchRate(runFiles(runDir).rate, sender, log);
  const windowWatch = watchWindow(sender, meter);
  return {
    sender,
    deliverer: createDeliverer(sender, settings, journal),
    close: async () => {
      rateWatch.stop();
      windowWatch.stop();
      await close();
    },
  };
}

function createDeliverer(sender: PatientSender, settings: DeliverySettings, journal: RunJournal): Deliverer {
  const deliverer = new Deliverer(sender, {
    ...settings,
    missingContact: policyOfOneReading(settings.missingContact),
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
  for (const wanted of journal.createdContacts.known()) {
    const { state, contact } = wanted;
    if (state !== 'wanted') continue;
    const look = await lookForMade(sender, contact, 1, signal);
    if (look.state === 'made') journal.recordContact(wanted, { state: 'made', contact, id: look.id });
  }
}
