import { Option, type Command } from 'commander';
import { INGESTIONS } from '../target/ingestion';
import { THROUGH } from '../options/through';

/** The options of `run` that say which way the calls go, and to whom. */
export function addWayOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--through <way>', "whose code delivers: core's, or an adapter's in its host's runtime")
        .choices(THROUGH)
        .default('core'),
    )
    .addOption(
      new Option(
        '--into <platform>',
        'hand the calls to a platform, whose own destination delivers them',
      ).choices(INGESTIONS),
    )
    .option('--into-url <url>', "the platform's address, for RudderStack that of your data plane")
    .option('--destination-name <name>', 'with --into: the only destination that is to have the calls')
    .option('--all-destinations', 'with --into: every destination of the source has them', false)
    .option(
      '--write-key-file <file>',
      'file with the write key (else SEGMENT_WRITE_KEY or RUDDERSTACK_WRITE_KEY)',
    );
}
