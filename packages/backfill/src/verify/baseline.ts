import {
  ImpatientSender,
  readEventSummaries,
  type DeliveryEnvironment,
  type EventSummaries,
  type EventSummary,
  type Sender,
} from '@intercom-destination/core';
import { existsSync, readFileSync } from 'node:fs';
import { CannotRun } from '../cannot-run';
import { runLanes } from '../lanes';
import type { Log } from '../log';
import { replaceFile } from '../run-directory/replace-file';
import type { SampledContact } from './contact-sample';

/** A sampled contact with what Intercom had counted for it before the run sent anything. */
export interface BaselineContact extends SampledContact {
  readonly before: CountedEvents;
}

/** `no_contact`: nobody was there yet, so nothing was counted. */
export type CountedEvents =
  | { readonly outcome: 'found'; readonly summaries: readonly EventSummary[] }
  | { readonly outcome: 'no_contact' | 'failed' };

/** What was counted before, for the subject of one run. `subject` tells it from another run's in the same directory. */
export interface Baseline {
  readonly subject: string;
  /** `false`: the token may not read events. */
  readonly isPermitted: boolean;
  readonly contacts: readonly BaselineContact[];
}

/** Asks Intercom for the counts of the sample, once for a run. What goes wrong there never stops the run. */
export async function recordBaseline(
  path: string,
  options: {
    readonly subject: string;
    readonly sample: readonly SampledContact[];
    readonly environment: DeliveryEnvironment;
    readonly requestTimeoutMs: number;
    readonly signal: AbortSignal;
    readonly log: Log;
  },
): Promise<void> {
  const { subject, sample, log } = options;
  if (sample.length === 0 || readBaseline(path)?.subject === subject) return;
  const contacts: BaselineContact[] = [];
  const seen = { isPermitted: true, failuresInARow: 0 };
  await runLanes(inOneBatch(sample), LANES, async (contact) => {
    options.signal.throwIfAborted();
    const counted =
      seen.failuresInARow < FAILURES_IN_A_ROW_MAX ? await countPatiently(contact, options) : FAILED;
    seen.failuresInARow = counted.outcome === 'failed' ? seen.failuresInARow + 1 : 0;
    if (counted.outcome === 'not_permitted') {
      seen.isPermitted = false;
      return 'stop';
    }
    contacts.push({ ...contact, before: counted });
    return 'go_on';
  });
  const { isPermitted } = seen;
  if (!isPermitted) log.warn('The token may not read events, so verify will have nothing to compare with.');
  const baseline: Baseline = { subject, isPermitted, contacts: isPermitted ? contacts : [] };
  replaceFile(path, `${JSON.stringify(baseline)}\n`);
  log.info(`${baseline.contacts.length} contacts are remembered with their counts, for verify.`);
}

/** Few, since the rate window of the workspace is not known yet. */
const LANES = 4;
const TRIES = 3;
const WAIT_MS = 400;
/** So many contacts of whom nothing was learnt: Intercom is away, and the run itself knows how to wait for it. */
const FAILURES_IN_A_ROW_MAX = 4;
const FAILED: CountedEvents = { outcome: 'failed' };

async function countPatiently(
  contact: SampledContact,
  { environment, requestTimeoutMs, signal }: Parameters<typeof recordBaseline>[1],
): Promise<CountedEvents | { readonly outcome: 'not_permitted' }> {
  for (let tries = 1; ; tries += 1) {
    // One for each try: it sends nothing more once it was told to wait.
    const sender = new ImpatientSender(environment, { requestTimeoutMs });
    const answer = await countEvents(contact, sender, signal);
    if (answer.outcome !== 'failed' && answer.outcome !== 'halted') return answer;
    if (answer.outcome === 'halted' || tries === TRIES) return FAILED;
    await environment.clock.wait(WAIT_MS * tries, signal);
  }
}

async function* inOneBatch<T>(items: readonly T[]): AsyncGenerator<readonly T[]> {
  await Promise.resolve();
  yield items;
}

/** By the first of the contact's identifiers that leads to somebody. */
export async function countEvents(
  { identifiers }: SampledContact,
  sender: Sender,
  signal: AbortSignal,
): Promise<EventSummaries> {
  for (const identifier of identifiers) {
    const answer = await readEventSummaries(sender, identifier, signal);
    if (answer.outcome !== 'no_contact') return answer;
  }
  return { outcome: 'no_contact' };
}

/** `undefined`: none was recorded. */
export function readBaseline(path: string): Baseline | undefined {
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Baseline;
  } catch (error) {
    throw new CannotRun(`${path} is not what a run wrote; it was changed by something else.`, {
      cause: error,
    });
  }
}
