import type { Identifier } from '@intercom-destination/core';
import type { SampledPerson } from '../reading/contact-sample';
import { identifierKey } from '../reading/identifier-key';

/** Whom the identifiers of a person lead to, the first of them that leads to anybody. */
export type PersonLookUp =
  | {
      readonly outcome: 'found';
      /** Intercom's own. */
      readonly id: string;
      readonly externalId: string | undefined;
      readonly email: string | undefined;
    }
  /** All of them were asked for, and none leads to anybody. */
  | { readonly outcome: 'none' }
  | { readonly outcome: 'several' | 'failed' };

/** A contact, or somebody of whom Intercom knows none yet, with all that calls may name them by. */
export interface SampledContact {
  readonly outcome: PersonLookUp['outcome'];
  /** Intercom's own; absent: none was found. */
  readonly contactId?: string;
  readonly identifiers: readonly Identifier[];
}

/**
 * Joins the people who are one contact. What Intercom says decides: a contact has the identifiers that it has there, and
 * what else stands beside them in calls is somebody else's. Only those whom it does not know are joined by what their
 * calls say: whoever shares an identifier is one.
 */
export function joinPeople(
  people: readonly { readonly person: SampledPerson; readonly lookUp: PersonLookUp }[],
): SampledContact[] {
  const contacts = new Map<string, SampledContact>();
  let unknown: (readonly Identifier[])[] = [];
  for (const { person, lookUp } of people) {
    if (lookUp.outcome === 'found') contacts.set(lookUp.id, toContact(lookUp));
    else if (lookUp.outcome === 'none') unknown = join(unknown, person.identifiers);
  }
  const known = new Set([...contacts.values()].flatMap(({ identifiers }) => identifiers.map(identifierKey)));
  // An email that several have is seen at those of them that are in the sample.
  const unclear = people.flatMap(({ person: { identifiers }, lookUp: { outcome } }) =>
    outcome === 'found' || outcome === 'none' || identifiers.every((one) => known.has(identifierKey(one)))
      ? []
      : [{ outcome, identifiers }],
  );
  return [
    ...contacts.values(),
    ...unknown.map((identifiers) => ({ outcome: 'none' as const, identifiers })),
    ...unclear,
  ];
}

function toContact({ id, externalId, email }: Extract<PersonLookUp, { outcome: 'found' }>): SampledContact {
  return {
    outcome: 'found',
    contactId: id,
    identifiers: identifiersOf({ id, externalId, email }),
  };
}

/** The identifiers that a contact has at Intercom, the strongest first. */
export function identifiersOf({
  id,
  externalId,
  email,
}: Omit<Extract<PersonLookUp, { outcome: 'found' }>, 'outcome'>): Identifier[] {
  return [
    { by: 'id', value: id },
    ...(externalId === undefined ? [] : [{ by: 'user_id' as const, value: externalId }]),
    ...(email === undefined ? [] : [{ by: 'email' as const, value: email }]),
  ];
}

/** The groups with one more, which becomes one with each that it shares an identifier with. */
function join(
  groups: readonly (readonly Identifier[])[],
  added: readonly Identifier[],
): (readonly Identifier[])[] {
  const keys = new Set(added.map(identifierKey));
  const isShared = (group: readonly Identifier[]) => group.some((one) => keys.has(identifierKey(one)));
  const joined = [...groups.filter(isShared).flat(), ...added];
  const distinct = new Map(joined.map((one) => [identifierKey(one), one]));
  return [...groups.filter((group) => !isShared(group)), [...distinct.values()]];
}
