import { DEFAULT_DELIVERY_SETTINGS, type MissingContact, type Region } from '@intercom-destination/core';
import type { NamePolicy } from '../options/name-policy';
import type { Through } from '../options/through';
import type { Handover } from '../target/handover';
import { INGESTION_FACTS, type IngestionKind } from '../target/ingestion';
import { isOnThisMachine, requireBaseUrl } from '../target/target';
import { CannotRun } from '../terminal/cannot-run';

/** The options that concern it. */
export interface HandoverOptions {
  readonly into?: IngestionKind;
  readonly intoUrl?: string;
  readonly destinationName?: string;
  readonly allDestinations: boolean;
  readonly to?: string;
  readonly through: Through;
  readonly region?: Region;
  readonly missingContact: MissingContact;
  readonly names?: NamePolicy;
}

/** `undefined`: the run goes to Intercom. Throws `CannotRun` on options that do not go together. */
export function readHandover(options: HandoverOptions): Handover | undefined {
  const { into: kind, allDestinations, destinationName } = options;
  if (kind === undefined) {
    refuseOptionsOfInto(options);
    return undefined;
  }
  refuseOptionsOfIntercom(kind, options);
  const { name } = INGESTION_FACTS[kind];
  if (allDestinations === (destinationName !== undefined)) {
    throw new CannotRun(
      `Say which destination of ${name} is to have the calls, with --destination-name and its name there, or --all-destinations: one of the two.`,
    );
  }
  const url = readUrl(kind, options);
  return { kind, url, destination_name: destinationName === undefined ? null : readName(destinationName) };
}

function readUrl(kind: IngestionKind, { intoUrl, region }: HandoverOptions): string {
  const { name, urls } = INGESTION_FACTS[kind];
  if (intoUrl !== undefined) return requireSafe(requireBaseUrl('--into-url', intoUrl));
  const url = urls[region ?? 'US'];
  if (url !== undefined) return url;
  throw new CannotRun(
    Object.keys(urls).length === 0
      ? `--into ${kind} needs the address of your data plane, with --into-url.`
      : `${name} has no endpoint in the region ${region ?? ''}: it is one of ${Object.keys(urls).join(', ')}.`,
  );
}

function requireSafe(url: string): string {
  if (url.startsWith('https:') || isOnThisMachine(url)) return url;
  throw new CannotRun(`${new URL(url).host} must be reached over https: the calls are about people.`);
}

function readName(name: string): string {
  const trimmed = name.trim();
  if (trimmed !== '' && trimmed.toLowerCase() !== 'all') return trimmed;
  throw new CannotRun(
    '--destination-name must be the name of one destination; for all there is --all-destinations.',
  );
}

function refuseOptionsOfInto({ intoUrl, destinationName, allDestinations }: HandoverOptions): void {
  const given = [
    ['--into-url', intoUrl !== undefined],
    ['--destination-name', destinationName !== undefined],
    ['--all-destinations', allDestinations],
  ].find(([, isGiven]) => isGiven);
  if (given !== undefined) throw new CannotRun(`${String(given[0])} has a use with --into alone.`);
}

function refuseOptionsOfIntercom(
  into: IngestionKind,
  { to, through, missingContact, names }: HandoverOptions,
): void {
  if (to !== undefined) throw new CannotRun(`A run goes --to Intercom or --into ${into}, not both.`);
  if (through !== 'core') {
    throw new CannotRun(
      `--through ${through} delivers to Intercom, and --into ${into} leaves that to the platform.`,
    );
  }
  if (names?.kind === 'prefix') {
    throw new CannotRun(
      `With --into ${into} the destination names the events itself; --names prefix: is for a run --to Intercom.`,
    );
  }
  if (missingContact !== DEFAULT_DELIVERY_SETTINGS.missingContact) {
    throw new CannotRun(
      `With --into ${into} the destination itself says what becomes of people who are missing: set it there, not with --missing-contact.`,
    );
  }
}
