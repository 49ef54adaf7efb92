import { MAPPING_VERSION } from '@intercom-destination/core';
import { bindWorkspace } from '../delivery/bind-workspace';
import { openDelivery } from '../delivery/open-delivery';
import type { RunMeter } from '../run-directory/measurements';
import { runFiles } from '../run-directory/run-files';
import type { RunJournal } from '../run-directory/run-journal';
import { InputChanged } from '../sources/again/input-changed';
import { READING_VERSION } from '../sources/reading-version';
import { isOnThisMachine } from '../target/target';
import { askYes, isAtTerminal } from '../terminal/ask';
import { CannotRun } from '../terminal/cannot-run';
import { EXIT_CODES, type ExitCode } from '../terminal/exit-codes';
import { formatCount } from '../terminal/format';
import type { SentCall } from '../verify/attribute-calls';
import type { Baseline } from '../verify/baseline';
import { keepVerification } from '../verify/kept-verification';
import { readEnds } from '../verify/read-ends';
import { requireBaseline } from '../verify/require-baseline';
import { verifyCounts, type Verification } from '../verify/verification';
import type { PreparedRetry } from './prepared-retry';
import { sendAgain, type SentAgain } from './send-again';
import { withJournal } from './with-journal';

/**
 * Verifies the sample of a run, and sends all calls again of the pairs of a contact and a name of which something is
 * missing, once that is confirmed. They stay accepted in the journal, which tells that they were sent again.
 */
export async function resendUnverified(prepared: PreparedRetry): Promise<ExitCode> {
  const { runDir, manifest, target, stopRequest, log } = prepared;
  if (manifest.mapping_version !== MAPPING_VERSION || manifest.reading_version !== READING_VERSION) {
    throw new CannotRun(
      'The run was started by a version that reads or maps in another way; send its calls again with that version.',
    );
  }
  const baseline = requireBaseline(runFiles(runDir).verifyBefore);
  const { signal } = stopRequest.drain;
  const { interrupted: whenUnreachable } = EXIT_CODES;
  await bindWorkspace({ target, runDir, manifest, signal, whenUnreachable, log });
  const { result } = await withJournal(prepared, (journal, meter) =>
    resend(prepared, baseline, journal, meter),
  );
  return result;
}

async function resend(
  prepared: PreparedRetry,
  baseline: Baseline,
  journal: RunJournal,
  meter: RunMeter,
): Promise<ExitCode> {
  const { runDir, target, settings, options, stopRequest, log } = prepared;
  const { signal } = stopRequest.drain;
  const paths = runFiles(runDir);
  const isExact = isOnThisMachine(target.name);
  const ends = readEnds(paths.journal, baseline);
  const { rate } = options;
  const delivery = await openDelivery({ target, runDir, settings, rate, journal, meter, stopRequest, log });
  try {
    const { verification, shortCalls } = await verifyCounts(baseline, {
      endOf: (position) => ends.get(position),
      sender: delivery.sender,
      isExact,
      waitMs: 0,
      signal,
      onWait: () => undefined,
    });
    keepVerification(paths, { at: new Date().toISOString(), is_exact: isExact, verification });
    if (shortCalls.length === 0) {
      process.stdout.write('Nothing of the sample is missing, so nothing is sent again.\n');
      return EXIT_CODES.allAccepted;
    }
    process.stdout.write(describeResend(verification, shortCalls));
    if (!(await isConfirmed(options.yes, signal))) {
      process.stdout.write('Nothing was sent.\n');
      return EXIT_CODES.finishedWithLosses;
    }
    const sent = await sendAgain(shortCalls, { ...prepared, deliverer: delivery.deliverer, journal });
    process.stdout.write(describeSent(sent));
    if (sent.isPaused) return EXIT_CODES.interrupted;
    return sent.accepted === shortCalls.length ? EXIT_CODES.allAccepted : EXIT_CODES.finishedWithLosses;
  } catch (error) {
    if (!(error instanceof InputChanged)) throw error;
    throw new CannotRun(`${error.message}; restore it, so that its calls can be sent again.`, {
      cause: error,
    });
  } finally {
    await delivery.close();
  }
}

/** At most those are there already that are not known to be missing. */
function describeResend({ names }: Verification, calls: readonly SentCall[]): string {
  const short = names.filter(({ verdict }) => verdict === 'missing');
  const missing = short.reduce((sum, name) => sum + name.missing, 0);
  const mayDouble = Math.max(0, calls.length - missing);
  const rows = [
    ['Calls to be sent again:', calls.length],
    ['Pairs of a contact and an event name that they make:', short.length],
    ['Events of these that are missing, at least:', missing],
    ['Calls that may be there already, and may double:', mayDouble],
  ] as const;
  const lines = rows.map(([what, count]) => `${what} ${formatCount(count)}`);
  const note = 'Intercom documents that it may ignore a repetition of person, name and second.';
  return `${[...lines, note].join('\n')}\n`;
}

async function isConfirmed(yes: boolean, signal: AbortSignal): Promise<boolean> {
  if (yes) return true;
  if (!isAtTerminal()) {
    throw new CannotRun('Nothing was sent: there is no terminal to ask at, and --yes was not given.');
  }
  return askYes('Send them?', signal);
}

function describeSent({ accepted, failed, isPaused }: SentAgain): string {
  const failures = Object.entries(failed).map(([reason, count]) => `, ${formatCount(count)} ${reason}`);
  const paused = isPaused ? ' Stopped before its end; the same command looks again at what is missing.' : '';
  return `Sent again: ${formatCount(accepted)} accepted${failures.join('')}.${paused} Verify the run again.\n`;
}
