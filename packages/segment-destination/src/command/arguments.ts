import { parseArgs } from 'node:util';
import { isSafeUrl } from '../settings/safe-url';
import { Refused } from './refused';

/** What the command line asks for. */
export type Command = { readonly kind: 'help' } | InstallCommand | RemoveCommand;

export interface InstallCommand extends Where {
  readonly kind: 'install';
  /** Of the Intercom workspace, as the setting is written; `undefined`: the settings file says. */
  readonly region: string | undefined;
  readonly settingsFile: string | undefined;
  readonly filter: boolean;
}

export interface RemoveCommand extends Where {
  readonly kind: 'remove';
}

/** Which source, and where Segment's API is. */
interface Where {
  readonly sourceId: string;
  readonly apiUrl: string;
  /** Whether to do it, and not only to say what would be done. */
  readonly apply: boolean;
}

/** Source: Segment, Public API, "Regional" hosts. */
const HOSTS: Readonly<Record<string, string>> = {
  us: 'https://api.segmentapis.com',
  eu: 'https://eu1.api.segmentapis.com',
};

const OPTIONS = {
  source: { type: 'string' },
  region: { type: 'string' },
  settings: { type: 'string' },
  filter: { type: 'boolean' },
  'segment-region': { type: 'string', default: 'us' },
  'api-url': { type: 'string' },
  apply: { type: 'boolean' },
  remove: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Throws `Refused` on what cannot be meant. */
export function readCommand(args: readonly string[]): Command {
  const given = parse(args);
  if (given.help === true) return { kind: 'help' };
  const { source, region, settings, filter = false, apply = false } = given;
  if (source === undefined || source === '') {
    throw new Refused('Which source? --source <id>: the id is in the address of its page in Segment.');
  }
  const where = { sourceId: source, apiUrl: readApiUrl(given['api-url'], given['segment-region']), apply };
  if (given.remove !== true)
    return { kind: 'install', ...where, region: region?.toUpperCase(), settingsFile: settings, filter };
  if (region !== undefined || settings !== undefined || filter) {
    throw new Refused('--remove does not go with --region, --settings or --filter.');
  }
  return { kind: 'remove', ...where };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: false }).values;
  } catch (error) {
    // What follows its first line is advice on how to write a program.
    throw new Refused(((error as Error).message.split('\n')[0] ?? '').trim());
  }
}

function readApiUrl(given: string | undefined, region: string): string {
  const name = region.toLowerCase();
  const known = Object.hasOwn(HOSTS, name) ? HOSTS[name] : undefined;
  if (known === undefined)
    throw new Refused('--segment-region is us or eu: where Segment hosts your workspace.');
  if (given === undefined) return known;
  const url = URL.canParse(given) ? new URL(given) : undefined;
  const isPlain = url?.username === '' && url.password === '' && url.search === '' && url.hash === '';
  if (url === undefined || !isSafeUrl(url.href) || !isPlain) {
    throw new Refused(
      '--api-url takes https, or http on this machine, without user, query or hash: the token goes there.',
    );
  }
  return url.href.endsWith('/') ? url.href.slice(0, -1) : url.href;
}
