import { accepted, refused, type Checked } from '../checked';
import type { ContactRecord } from '../contacts/contact';
import { ambiguousEmail, userNotFound } from '../error-list';
import type { Workspace } from '../workspace';
import type { EventIdentifier } from './event-submission';

/** The contact an event is about, and the identifier that led to it. */
export interface EventContact {
  readonly record: ContactRecord;
  readonly identifier: EventIdentifier;
}

/** Finds the contact of an event: a lead only by Intercom's id, an archived contact never. */
export function findEventContact(
  identifiers: readonly EventIdentifier[],
  workspace: Workspace,
  nowMs: number,
): Checked<EventContact> {
  const tried = workspace.switches.fallThroughIdentifiers === 'yes' ? identifiers : identifiers.slice(0, 1);
  for (const identifier of tried) {
    const matches = findMatches(identifier, workspace).filter(
      ({ contact, seenByEventsFromMs }) => !contact.archived && seenByEventsFromMs <= nowMs,
    );
    if (matches.length > 1 && workspace.switches.ambiguousEmail === 'conflict') {
      return refused(ambiguousEmail(identifier.value));
    }
    const record = matches.at(-1);
    if (record !== undefined) return accepted({ record, identifier });
  }
  return refused(userNotFound);
}

function findMatches({ by, value }: EventIdentifier, { contacts }: Workspace): ContactRecord[] {
  switch (by) {
    case 'id':
      return present(contacts.findById(value));
    case 'user_id':
      return present(contacts.findUserByExternalId(value));
    case 'email':
      return contacts.findByEmail(value).filter(({ contact }) => contact.role === 'user');
    default:
      return by satisfies never;
  }
}

function present(record: ContactRecord | undefined): ContactRecord[] {
  return record === undefined ? [] : [record];
}
