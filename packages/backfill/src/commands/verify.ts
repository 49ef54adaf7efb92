import { DEFAULT_DELIVERY_SETTINGS, type Rate } from '@intercom-destination/core';
import { Command, Option } from 'commander';
import { bindWorkspace } from '../delivery/bind-workspace';
import { openSender } from '../delivery/open-sender';
import { TOKEN_FILE_HELP } from '../options/add-delivery-options';
import { readRate, wholeNumber } from '../options/parse';
import { RATE_FORMS } from '../options/rate';
import { findRunningProcess } from '../run-directory/lock';
import { requireRun } from '../run-directory/require-run';
import { runFiles } from '../run-directory/run-files';
import { isOnThisMachine, openTarget } from '../target/target';
import { CannotRun } from '../terminal/cannot-run';
import { EXIT_CODES, type ExitCode } from '../terminal/exit-codes';
import { createLog } from '../terminal/log';
import { printableJson } from '../terminal/printable';
import { listenForStop } from '../terminal/stop-signals';
import { keepVerification } from '../verify/kept-verification';
import { readEnds } from '../verify/read-ends';
import { requireBaseline } from '../verify/require-baseline';
import { isSound, verifyCounts } from '../verify/verification';
import { describeVerification } from '../verify/verification-text';
import type { Finish } from './finish';

export function verifyCommand(finish: Finish): Command {
  return new Command('verify')
    .description(
      "compare by how much Intercom's own counts rose with what a run has sent; changes nothing in Intercom",
    )
    .argument('[run-dir]', 'the run directory', 'intercom-backfill')
    .option('--wait <seconds>', 'how long to look again at what is missing', wholeNumber(0, 86_400), 300)
    .addOption(new Option('--rate <rate>', RATE_FORMS).argParser(readRate).default({ share: 0.8 }, '80%'))
    .option('--token-file <file>', TOKEN_FILE_HELP)
    .option('--json', 'print it as JSON', false)
    .action(async (runDir: string, options: VerifyOptions) => {
      finish(await verify(runDir, options));
    });
}

interface VerifyOptions {
  /** Seconds. */
  readonly wait: number;
  readonly rate: Rate;
  readonly tokenFile?: string;
  readonly json: boolean;
}

/** Compares by how much Intercom's own counts rose with what the run sent. Nothing in Intercom changes. */
async function verify(runDir: string, options: VerifyOptions): Promise<ExitCode> {
  const paths = runFiles(runDir);
  const manifest = requireRun(runDir);
  if (manifest.into !== undefined) {
    throw new CannotRun(
      `The run was handed to ${manifest.target}, which alone can tell what of it came to Intercom.`,
    );
  }
  const pid = findRunningProcess(paths.lock);
  if (pid !== undefined)
    throw new CannotRun(`The run is under way (process ${pid}); verify it when it is over.`);
  const baseline = requireBaseline(paths.verifyBefore);
  const ends = readEnds(paths.journal, baseline);
  const { stopRequest, stopListening } = listenForStop();
  const target = await openTarget(manifest.target, { tokenFile: options.tokenFile, contacts: [] });
  const log = createLog('warn');
  const { drain } = stopRequest;
  try {
    const settings = { ...DEFAULT_DELIVERY_SETTINGS, concurrency: 8 };
    const { signal } = drain;
    await bindWorkspace({ target, runDir, manifest, signal, whenUnreachable: EXIT_CODES.interrupted, log });
    const { sender, close } = openSender({ target, settings, rate: options.rate, log });
    try {
      const isExact = isOnThisMachine(manifest.target);
      const { verification } = await verifyCounts(baseline, {
        endOf: (position) => ends.get(position),
        sender,
        isExact,
        waitMs: options.wait * 1000,
        signal,
        onWait: (missing) => {
          const whose = missing === 1 ? 'one contact' : `${missing} contacts`;
          log.warn(`Events of ${whose} are still missing; looking again.`);
        },
      });
      process.stdout.write(
        options.json
          ? `${printableJson(JSON.stringify(verification, null, 2))}\n`
          : describeVerification(verification, { isExact, runDir }),
      );
      keepVerification(paths, { at: new Date().toISOString(), is_exact: isExact, verification });
      return isSound(verification) ? EXIT_CODES.allAccepted : EXIT_CODES.finishedWithLosses;
    } finally {
      await close();
    }
  } catch (error) {
    if (error !== drain.signal.reason) throw error;
    return EXIT_CODES.interrupted;
  } finally {
    stopListening();
    await target.close();
  }
}
