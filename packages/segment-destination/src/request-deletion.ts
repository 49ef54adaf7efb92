import { deleteUser, ImpatientSender, type Deletion } from '@intercom-destination/core';
import type { Failure } from './failure';
import { openEnvironment, SENDER_SETTINGS, type HostCall } from './host-call';
import { toFailure } from './to-failure';

/** Whom Segment wants deleted. */
export interface PersonToDelete {
  readonly userId?: string | null | undefined;
  readonly anonymousId?: string | null | undefined;
}

/** What came of it, in words, or why nothing did. */
export type DeletionAnswer = { readonly output: string } | { readonly failure: Failure };

/** Asks Intercom to delete the person for good. Nobody found is no failure. */
export async function requestDeletion(
  { userId, anonymousId }: PersonToDelete,
  call: HostCall,
): Promise<DeletionAnswer> {
  const id = [userId, call.settings.sendAnonymousId === true ? anonymousId : undefined].find(isFilled);
  if (id === undefined) return { output: 'There is no user id, so nobody in Intercom to delete.' };
  const deletion = await request(id.trim(), call);
  if ('failure' in deletion) return deletion;
  switch (deletion.outcome) {
    case 'requested':
      return { output: 'Intercom was asked to delete the contact for good.' };
    case 'unknown_user':
      return { output: 'Intercom has no contact with this user id, so there is nothing to delete.' };
    case 'failed':
      return {
        failure: deletion.retryable
          ? { kind: 'retryable', status: 503, message: `The deletion may succeed later.${said(deletion)}` }
          : {
              kind: 'refused',
              status: 400,
              code: 'DELETION_REFUSED',
              message: `Intercom refused the deletion. The token needs the permission to read and to delete contacts.${said(deletion)}`,
            },
      };
    default:
      return deletion satisfies never;
  }
}

async function request(userId: string, call: HostCall): Promise<Deletion | { readonly failure: Failure }> {
  try {
    const environment = openEnvironment(call);
    const sender = new ImpatientSender(environment, SENDER_SETTINGS);
    return await deleteUser(environment, userId, call.signal, sender);
  } catch (error) {
    return { failure: toFailure(error, call.signal) };
  }
}

function isFilled(id: string | null | undefined): id is string {
  return typeof id === 'string' && id.trim() !== '';
}

function said({ error }: Extract<Deletion, { outcome: 'failed' }>): string {
  const words = [error?.code, error?.message].filter((part) => part !== undefined).join(': ');
  return words === '' ? '' : ` Intercom says: ${words}`;
}
