import {
  ImpatientSender,
  lookUpContact,
  readEventSummaries,
  type DeliveryEnvironment,
  type EventSummary,
  type Sender,
} from '@intercom-destination/core';
import { existsSync, readFileSync } from 'node:fs';
import { runLanes } from '../delivery/lanes';
import type { SampledPerson } from '../reading/contact-sample';
import { replaceFile } from '../run-directory/replace-file';
import { CannotRun } from '../terminal/cannot-run';
import type { Log } from '../terminal/log';
import type { GatheredCalls } from './gather-calls';
import { joinPeople, type PersonLookUp, type SampledContact } from './join-people';
import { describePermission, type DeniedReading } from './permission';

/** A sampled contact with its calls, and what Intercom had counted for it before the run sent anything. */
export interface BaselineContact extends Pick<SampledContact, 'contactId' | 'identifiers'> {
  readonly before: CountedEvents;
  readonly calls: GatheredCalls;
}

/** `no_contact`: nobody was there yet, so nothing was counted. `ambiguous`: several were there. */
export type CountedEvents =
  | { readonly outcome: 'found'; readonly summaries: readonly EventSummary[] }
  | { readonly outcome: 'no_contact' | 'ambiguous' | 'failed' };

/** What was counted before, for the subject of one run. `subject` tells it from another run's in the same directory. */
export interface Baseline {
  readonly version: typeof BASELINE_VERSION;
  readonly subject: string;
  /** What the token may not read; absent: it may read all that is needed. */
  readonly denied?: DeniedReading;
  readonly contacts: readonly BaselineContact[];
}

const BASELINE_VERSION = 2;

interface RecordOptions {
  readonly subject: string;
  readonly sample: readonly SampledPerson[];
  /** Reads the dump for the calls of these. */
  readonly gatherCalls: (contacts: readonly SampledContact[]) => Promise<readonly GatheredCalls[]>;
  readonly environment: DeliveryEnvironment;
  readonly requestTimeoutMs: number;
  readonly signal: AbortSignal;
  readonly log: Log;
}

/**
 * Asks Intercom which contacts the sample are and for their counts, once for a run. What goes wrong there never stops
 * the run.
 */
export async function recordBaseline(path: string, options: RecordOptions): Promise<void> {
  const { subject, sample, log } = options;
  if (sample.length === 0 || isStored(path, subject)) return;
  const asking = new PatientAsking(options);
  const people: { person: SampledPerson; lookUp: PersonLookUp }[] = [];
  const contacts: BaselineContact[] = [];
  let denied: DeniedReading | undefined;

  await runLanes(inOneBatch(sample), LANES, async (person) => {
    const lookUp = await lookUpPerson(person, asking);
    if (lookUp.outcome === 'not_permitted') {
      denied = 'contacts';
      return 'stop';
    }
    people.push({ person, lookUp });
    return 'go_on';
  });
  if (denied === undefined) {
    const joined = joinPeople(people);
    const gathered = await options.gatherCalls(joined);
    await runLanes(inOneBatch([...joined.entries()]), LANES, async ([index, contact]) => {
      const before = await countBefore(contact, asking);
      if (before.outcome === 'not_permitted') {
        denied = 'events';
        return 'stop';
      }
      const { contactId, identifiers } = contact;
      const calls = gathered[index];
      contacts.push({ ...(contactId === undefined ? {} : { contactId }), identifiers, before, calls });
      return 'go_on';
    });
  }
  const baseline: Baseline = {
    version: BASELINE_VERSION,
    subject,
    ...(denied === undefined ? {} : { denied }),
    contacts: denied === undefined ? contacts : [],
  };
  if (denied !== undefined) {
    log.warn(`The token lacks ${describePermission(denied)}, so verify will have nothing to compare with.`);
  }
  replaceFile(path, `${JSON.stringify(baseline)}\n`);
  log.info(`${baseline.contacts.length} contacts are remembered with their counts, for verify.`);
}

/** Few, since the rate window of the workspace is not known yet. */
const LANES = 4;
const TRIES = 3;
const WAIT_MS = 400;
/** So many questions without an answer: Intercom is away, and the run itself knows how to wait for it. */
const FAILURES_IN_A_ROW_MAX = 4;

/** Asks each question a few times, until too many in a row have had no answer. */
class PatientAsking {
  readonly #options: Pick<RecordOptions, 'environment' | 'requestTimeoutMs' | 'signal'>;
  #failuresInARow = 0;

  constructor(options: Pick<RecordOptions, 'environment' | 'requestTimeoutMs' | 'signal'>) {
    this.#options = options;
  }

  async ask<Answer extends { readonly outcome: string }>(
    question: (sender: Sender, signal: AbortSignal) => Promise<Answer>,
  ): Promise<Exclude<Answer, { outcome: 'halted' | 'failed' }> | { readonly outcome: 'failed' }> {
    const { environment, requestTimeoutMs, signal } = this.#options;
    for (let tries = 1; tries <= TRIES; tries += 1) {
      signal.throwIfAborted();
      if (this.#failuresInARow >= FAILURES_IN_A_ROW_MAX) break;
      // One for each try: it sends nothing more once it was told to wait.
      const answer = await question(new ImpatientSender(environment, { requestTimeoutMs }), signal);
      if (answer.outcome !== 'failed' && answer.outcome !== 'halted') {
        this.#failuresInARow = 0;
        return answer as Exclude<Answer, { outcome: 'halted' | 'failed' }>;
      }
      if (answer.outcome === 'halted') break;
      if (tries < TRIES) await environment.clock.wait(WAIT_MS * tries, signal);
    }
    this.#failuresInARow += 1;
    return { outcome: 'failed' };
  }
}

/** By the first of the person's identifiers that leads to somebody. */
async function lookUpPerson(
  { identifiers }: SampledPerson,
  asking: PatientAsking,
): Promise<PersonLookUp | { readonly outcome: 'not_permitted' }> {
  for (const identifier of identifiers) {
    const found = await asking.ask(async (sender, signal) => {
      const answer = await lookUpContact(sender, identifier, signal);
      // An answer, though one of no use: it says nothing of the next question.
      return answer.outcome === 'failed' && answer.reason === 'refused'
        ? { outcome: 'refused' as const }
        : answer;
    });
    if (found.outcome === 'refused') return { outcome: 'failed' };
    if (found.outcome !== 'none') return found;
  }
  return { outcome: 'none' };
}

async function countBefore(
  { outcome, contactId }: SampledContact,
  asking: PatientAsking,
): Promise<CountedEvents | { readonly outcome: 'not_permitted' }> {
  if (outcome === 'several') return { outcome: 'ambiguous' };
  if (outcome === 'failed') return { outcome: 'failed' };
  if (contactId === undefined) return { outcome: 'no_contact' };
  return asking.ask((sender, signal) => readEventSummaries(sender, { by: 'id', value: contactId }, signal));
}

async function* inOneBatch<T>(items: readonly T[]): AsyncGenerator<readonly T[]> {
  await Promise.resolve();
  yield items;
}

function isStored(path: string, subject: string): boolean {
  const stored = readBaseline(path);
  return stored !== undefined && stored !== 'other_version' && stored.subject === subject;
}

/** `undefined`: none was recorded. `other_version`: one that kept other things. */
export function readBaseline(path: string): Baseline | 'other_version' | undefined {
  if (!existsSync(path)) return undefined;
  try {
    const baseline = JSON.parse(readFileSync(path, 'utf8')) as Partial<Baseline>;
    return baseline.version === BASELINE_VERSION ? (baseline as Baseline) : 'other_version';
  } catch (error) {
    throw new CannotRun(`${path} is not what a run wrote; it was changed by something else.`, {
      cause: error,
    });
  }
}
