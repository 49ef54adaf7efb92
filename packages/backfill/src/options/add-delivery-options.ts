import { DEFAULT_DELIVERY_SETTINGS, MISSING_CONTACT_OPTIONS } from '@intercom-destination/core';
import { Option, type Command } from 'commander';
import { LOG_LEVELS } from '../terminal/log';
import { parseTime, readRate, wholeNumber } from './parse';
import { RATE_FORMS } from './rate';
import { progressOption } from './shared-options';

export const TOKEN_FILE_HELP = 'file with the access token (else INTERCOM_ACCESS_TOKEN)';

/** The options of every command that delivers. */
export function addDeliveryOptions(command: Command): Command {
  return command
    .option('--concurrency <n>', 'requests under way at once, 1 to 500', wholeNumber(1, 500), 40)
    .addOption(new Option('--rate <rate>', RATE_FORMS).argParser(readRate).default({ share: 0.8 }, '80%'))
    .option('--token-file <file>', TOKEN_FILE_HELP)
    .addOption(
      new Option('--missing-contact <policy>', 'what to do with events of people who are no contacts')
        .choices(MISSING_CONTACT_OPTIONS)
        .default(DEFAULT_DELIVERY_SETTINGS.missingContact),
    )
    .option(
      '--max-new-contacts <n>',
      'contacts that may be made; one more stops the run',
      wholeNumber(0, 10_000_000),
      0,
    )
    .option('--request-timeout <seconds>', 'how long to wait for an answer', wholeNumber(1, 600), 30)
    .option(
      '--max-outage <minutes>',
      'how long to wait for an Intercom that is away',
      wholeNumber(0, 10_080),
      60,
    )
    .option('--until <time>', 'pause at this time, such as 2026-01-31T06:00:00Z', parseTime)
    .addOption(progressOption())
    .addOption(
      new Option('--log-level <level>', 'what to tell on standard error beside the progress')
        .choices(LOG_LEVELS)
        .default('warn'),
    )
    .option(
      '--simulator-contacts <file...>',
      'contacts for the embedded simulator, a JSON object a line',
      [],
    );
}
