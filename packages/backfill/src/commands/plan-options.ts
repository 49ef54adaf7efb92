import { Option } from 'commander';
import { RATE_FORMS } from '../options/rate';
import { WORKERS_MOST } from '../plan/choose-workers';
import { readNames, readRate, wholeNumber } from '../options/parse';

const REGIONS = ['US', 'EU', 'AU'];

/** The options of `plan` beside those that it shares with `map` and `run`. */
export function planOptions(): readonly Option[] {
  return [
    new Option('--names <policy>', 'event names as the live ones: same, or prefix:<text>')
      .argParser(readNames)
      .default({ kind: 'same' }, 'same'),
    new Option('--rate <rate>', `pace to reckon with: ${RATE_FORMS}`)
      .argParser(readRate)
      .default({ share: 0.8 }, '80%'),
    new Option('--out <file>', 'write the plan here, for run --plan'),
    new Option(
      '--write-mapping <file>',
      'write a proposed mapping here; an existing file is not overwritten',
    ),
    new Option('--probe <n>', 'look up so many of the people in the workspace; reads only').argParser(
      wholeNumber(1, 10_000),
    ),
    new Option('--region <region>', 'for --probe: where the workspace is hosted').choices(REGIONS),
    new Option('--base-url <url>', 'for --probe: a simulator or a proxy instead of a region'),
    new Option('--token-file <file>', 'for --probe: file with the access token (else INTERCOM_ACCESS_TOKEN)'),
    new Option(
      '--workers <n>',
      `threads that read lines beside the main one (default: one for each core, ${WORKERS_MOST} at most; none for a small dump)`,
    ).argParser(wholeNumber(0, 64)),
    new Option('--json', 'print it as JSON').default(false),
  ];
}
