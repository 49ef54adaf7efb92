import { deleteUser, readMappingSettings, type Sender } from '@intercom-destination/core';
import pLimit from 'p-limit';
import { CONCURRENCY } from './deliver-batch';
import type { Failure } from './failure';
import { openSender, type HostCall } from './host-call';
import { judgeDeletion } from './judge-deletion';
import { readMapping } from './settings/read-mapping';
import { toFailure } from './to-failure';

/** Whom Segment wants deleted. The schema of no field has seen the ids. */
export interface PersonToDelete {
  readonly userId?: unknown;
  readonly anonymousId?: unknown;
}

/** What came of it, in words, or why nothing did. */
export type DeletionAnswer = { readonly output: string } | { readonly failure: Failure };

/**
 * Asks Intercom to delete the person for good, under each id that events go by. Nobody found is no failure; of several
 * failures one that may pass is told, so that Segment asks again.
 */
export async function requestDeletion(person: PersonToDelete, call: HostCall): Promise<DeletionAnswer> {
  const [answer] = await requestDeletions([person], call);
  return answer ?? { output: NOBODY };
}

/** The same for several, in the order given. After a 429 or a refused token nothing more is asked. */
export async function requestDeletions(
  people: readonly PersonToDelete[],
  call: HostCall,
): Promise<readonly DeletionAnswer[]> {
  const limit = pLimit(CONCURRENCY);
  let sender: Sender | undefined;
  const senderOnce = () => (sender ??= openSender(call, limit));
  return Promise.all(people.map((person) => deletePerson(person, call, senderOnce)));
}

async function deletePerson(
  person: PersonToDelete,
  call: HostCall,
  senderOnce: () => Sender,
): Promise<DeletionAnswer> {
  try {
    const ids = readIds(person, call);
    if (ids.length === 0) return { output: 'There is no user id, so nobody in Intercom to delete.' };
    const sender = senderOnce();
    const ends = await Promise.all(
      ids.map(async (id) =>
        id === undefined
          ? BAD_ID
          : judgeDeletion(await deleteUser(sender.environment, id, call.signal, sender)),
      ),
    );
    const failures = ends.filter((end) => typeof end === 'object');
    const failure = failures.find(({ kind }) => kind === 'retryable') ?? failures[0];
    if (failure !== undefined) return { failure };
    return { output: ends.includes('requested') ? REQUESTED : NOBODY };
  } catch (error) {
    return { failure: toFailure(error, call.signal) };
  }
}

const REQUESTED = 'Intercom was asked to delete the contact for good.';
const NOBODY = 'Intercom has no contact with this id, so there is nothing to delete.';
const BAD_ID: Failure = {
  kind: 'bad_call',
  message:
    'An id of the person is neither text nor a number that JSON keeps whole, so Intercom was not asked to delete it.',
};

/** Each different id; `undefined`: one that cannot be. Throws `SettingsError` where it is unclear which ids count. */
function readIds({ userId, anonymousId }: PersonToDelete, call: HostCall): readonly (string | undefined)[] {
  const { sendAnonymousId } = readMappingSettings(
    readMapping({ sendAnonymousId: call.settings.sendAnonymousId }),
  );
  const given = sendAnonymousId ? [userId, anonymousId] : [userId];
  return [...new Set(given.filter(isFilled).map(toId))];
}

function isFilled(id: unknown): boolean {
  return id !== undefined && id !== null && !(typeof id === 'string' && id.trim() === '');
}

/** As core reads an event's. */
function toId(id: unknown): string | undefined {
  if (typeof id === 'string') return id.trim();
  return typeof id === 'number' && Math.abs(id) <= Number.MAX_SAFE_INTEGER ? String(id) : undefined;
}
