import {
  DEFAULT_DELIVERY_SETTINGS,
  deleteUser,
  ImpatientSender,
  inWordsOf,
  sendByFetch,
  SettingsError,
  systemClock,
  type Deletion,
  type Workspace,
} from '@intercom-destination/core';
import pLimit from 'p-limit';
import { asRecord } from './as-record';
import { readConfig } from './config/read-config';
import { toEnded, type Ended } from './ended';
import type { DeletionAnswer, DeletionRequest, RudderSecret } from './rudder-types';

/** People under way at once. Ours: each takes two requests, and live events share the workspace's rate limit. */
const CONCURRENCY = 5;
const REQUEST_TIMEOUT_MS = 10_000;

/**
 * Asks Intercom to delete people for good, in the workspace's own region. Whom nobody knows is deleted already. Never
 * rejects: where some could not be deleted the answer says which by position, and asking again for all is harmless.
 */
export async function processDeleteUsers(request: DeletionRequest): Promise<DeletionAnswer> {
  const { userAttributes, config, rudderDestInfo } = request;
  if (!Array.isArray(userAttributes)) return refuse('The request names nobody: userAttributes is no list.');
  const secret = asRecord(asRecord(rudderDestInfo)?.['secret']);
  try {
    const { workspace } = readConfig({ ID: '', Config: config }, secret);
    const limit = pLimit(CONCURRENCY);
    const all = await Promise.all(
      userAttributes.map((person: unknown) => limit(() => deletePerson(person, workspace))),
    );
    return toAnswer(all, secret);
  } catch (error) {
    if (error instanceof SettingsError) return refuse(error.message);
    return { statusCode: 500, error: `The deletion failed unexpectedly (${nameOf(error)}).` };
  }
}

/** `undefined`: deleted, or unknown to Intercom. */
async function deletePerson(person: unknown, workspace: Workspace): Promise<Ended | undefined> {
  const userId = idOf(asRecord(person)?.['userId']);
  if (userId === undefined) {
    return {
      status: 400,
      message: 'It has no user id, by which Intercom would be asked.',
      isUnauthorised: false,
    };
  }
  const environment = { workspace, http: sendByFetch, clock: systemClock, random: Math.random };
  const settings = { ...DEFAULT_DELIVERY_SETTINGS, requestTimeoutMs: REQUEST_TIMEOUT_MS };
  return toFailure(
    await deleteUser(environment, userId, undefined, new ImpatientSender(environment, settings)),
  );
}

function toFailure(deletion: Deletion): Ended | undefined {
  switch (deletion.outcome) {
    case 'requested':
    case 'unknown_user':
      return undefined;
    case 'failed': {
      const said = inWordsOf(deletion.error);
      return deletion.retryable
        ? toEnded({ kind: 'retryable', status: deletion.status, message: `It may succeed later.${said}` })
        : {
            status: 400,
            message: `Intercom refused it. The token needs the permission to read and to delete contacts.${said}`,
            isUnauthorised: deletion.tokenRefused,
          };
    }
    default:
      return deletion satisfies never;
  }
}

/** One answer for all: if any may succeed later, the server is to ask again. */
function toAnswer(all: readonly (Ended | undefined)[], secret: RudderSecret | undefined): DeletionAnswer {
  const failures = all.flatMap((ended, position) => (ended === undefined ? [] : [{ ...ended, position }]));
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
