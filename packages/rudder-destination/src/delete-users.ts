import {
  asObject,
  deleteUser,
  ImpatientSender,
  inWordsOf,
  SettingsError,
  systemClock,
  withDeadline,
  type Deletion,
  type Workspace,
} from '@intercom-destination/core';
import pLimit from 'p-limit';
import { readConfig } from './config/read-config';
import { toJobStatus, type JobStatus } from './job-status';
import type { DeletionAnswer, DeletionRequest, RudderSecret } from './rudder-types';
import { send } from './send';

/** People under way at once. Ours: each takes two requests, and live events share the workspace's rate limit. */
const CONCURRENCY = 5;
const REQUEST_TIMEOUT_MS = 10_000;
/** For all people of a request. Ours: well within the minute that the transformer gives an answer. */
const TIME_BUDGET_MS = 40_000;

/**
 * Asks Intercom to delete people for good, in the workspace's own region. Whom nobody knows is deleted already. Never
 * rejects: where some could not be deleted the answer says which by position, and asking again for all is harmless. After
 * a refused token or a 429 nobody more is asked for, nor after 40 seconds.
 *
 * @example
 * ```ts
 * import { processDeleteUsers } from '@intercom-destination/rudder-destination';
 * import { startSimulator } from '@intercom-destination/simulator';
 *
 * const simulator = await startSimulator();
 * simulator.seedContacts([{ external_id: 'u1' }, { external_id: 'u2' }]);
 * const config = { apiKey: simulator.token, baseUrl: simulator.url };
 * const answer = await processDeleteUsers({ userAttributes: [{ userId: 'u1' }], config });
 * console.log(answer, simulator.contacts().length); // { statusCode: 200, status: 'successful' } 1
 * await simulator.close();
 * ```
 */
export function processDeleteUsers(request: DeletionRequest): Promise<DeletionAnswer> {
  return deleteWithin(TIME_BUDGET_MS, request);
}

/** `processDeleteUsers` within another time. */
export async function deleteWithin(budgetMs: number, request: unknown): Promise<DeletionAnswer> {
  const { userAttributes, config, rudderDestInfo } = asObject(request) ?? {};
  if (!Array.isArray(userAttributes)) return refuse('The request names nobody: userAttributes is no list.');
  const Config = asObject(config);
  if (Config === undefined) return refuse('The request has no settings: config is no object.');
  const secret = asObject(asObject(rudderDestInfo)?.['secret']);
  try {
    const { workspace } = readConfig({ ID: '', Config }, secret);
    const sender = senderFor(workspace);
    const limit = pLimit(CONCURRENCY);
    const all = await withDeadline(budgetMs, undefined, (signal) =>
      Promise.all(userAttributes.map((person: unknown) => limit(() => deletePerson(person, sender, signal)))),
    );
    return toAnswer(all, secret);
  } catch (error) {
    if (error instanceof SettingsError) return refuse(error.message);
    return { statusCode: 500, error: `The deletion failed unexpectedly (${nameOf(error)}).` };
  }
}

/** One for all people of a request: it is what stops at a refused token and at a 429. */
function senderFor(workspace: Workspace): ImpatientSender {
  const environment = { workspace, http: send, clock: systemClock, random: Math.random };
  return new ImpatientSender(environment, { requestTimeoutMs: REQUEST_TIMEOUT_MS });
}

/** `undefined`: deleted, or unknown to Intercom. */
async function deletePerson(
  person: unknown,
  sender: ImpatientSender,
  signal: AbortSignal,
): Promise<JobStatus | undefined> {
  const userId = idOf(asObject(person)?.['userId']);
  if (userId === undefined) {
    return {
      status: 400,
      message: 'It has no user id, by which Intercom would be asked.',
      isUnauthorised: false,
    };
  }
  try {
    return toFailure(await deleteUser(sender.environment, userId, signal, sender));
  } catch (error) {
    if (signal.aborted) return NOT_ASKED_YET;
    throw error;
  }
}

const NOT_ASKED_YET: JobStatus = {
  status: 503,
  message: 'There was no time left to ask Intercom for it.',
  isUnauthorised: false,
};

function toFailure(deletion: Deletion): JobStatus | undefined {
  switch (deletion.outcome) {
    case 'requested':
    case 'unknown_user':
      return undefined;
    case 'failed': {
      const said = inWordsOf(deletion.error);
      const status = deletion.status ?? deletion.error?.status;
      return deletion.retryable
        ? toJobStatus({ kind: 'retryable', status: deletion.status, message: `It may succeed later.${said}` })
        : {
            status: 400,
            message: `Intercom refused it${status === undefined ? '' : ` (${status})`}. The token needs the permission to read and to delete contacts.${said}`,
            isUnauthorised: deletion.tokenRefused,
          };
    }
    default:
      return deletion satisfies never;
  }
}

/** One answer for all: if any may succeed later, the server is to ask again. */
function toAnswer(all: readonly (JobStatus | undefined)[], secret: RudderSecret | undefined): DeletionAnswer {
  const failures = all.flatMap((jobStatus, position) =>
    jobStatus === undefined ? [] : [{ ...jobStatus, position }],
  );
  if (failures.length === 0) return { statusCode: 200, status: 'successful' };
  const shown = failures
    .slice(0, SHOWN_FAILURES)
    .map(({ position, message }) => `[${position}] ${message}`)
    .join(' ');
  const more = failures.length > SHOWN_FAILURES ? ' …' : '';
  return {
    statusCode: Math.max(...failures.map(({ status }) => status)),
    error: `${failures.length} of ${all.length} were not deleted, by position: ${shown}${more}`,
    ...(secret !== undefined && failures.some(({ isUnauthorised }) => isUnauthorised)
      ? { authErrorCategory: 'AUTH_STATUS_INACTIVE' }
      : {}),
  };
}

const SHOWN_FAILURES = 20;

function refuse(error: string): DeletionAnswer {
  return { statusCode: 400, error };
}

function idOf(userId: unknown): string | undefined {
  const text = typeof userId === 'string' || typeof userId === 'number' ? String(userId).trim() : '';
  return text === '' ? undefined : text;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
