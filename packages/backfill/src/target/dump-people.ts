import type { IdentifierKind, Identity } from '@intercom-destination/core';
import type { ContactSeed } from '@intercom-destination/simulator';

/** One identifier of each kind at most, as a contact has them. */
type Person = Partial<Record<IdentifierKind, string>>;

/**
 * The people of a dump, joined by the identifiers that stand together in one call. Where a person has two of a kind, the
 * first stays. An email beside several user ids is given to each of them: Intercom makes a second contact with the same
 * email where the external id is another one (help centre), and a rehearsal should show what comes of it.
 */
export class DumpPeople {
  readonly #people = new Set<Person>();
  readonly #holders = {
    id: new Map<string, Person>(),
    user_id: new Map<string, Person>(),
    /** Of several with one email, one. */
    email: new Map<string, Person>(),
  };

  add(identity: Identity): void {
    const named: Person = {};
    for (const { by, value } of [identity, ...identity.fallbacks]) named[by] ??= value;
    const byId = this.#holder('id', named);
    const byUserId = this.#holder('user_id', named);
    const isOther = byUserId?.id !== undefined && named.id !== undefined;
    const isEmailAlone = named.id === undefined && named.user_id === undefined;
    const person =
      byId ??
      (isOther ? undefined : byUserId) ??
      (isEmailAlone ? this.#holder('email', named) : undefined) ??
      this.#begin();
    const areOne = byUserId !== undefined && byUserId.id === undefined && person.user_id === undefined;
    if (areOne) this.#join(person, byUserId);
    this.#give(person, named);
  }

  /**
   * As contacts, without those whom the known ones include. A known user with another external id is somebody else,
   * whatever the email.
   */
  contacts(known: readonly ContactSeed[]): ContactSeed[] {
    const ids = new Set(known.map(({ id }) => id));
    const userIds = new Set(known.map((seed) => seed.external_id));
    const emails = new Map(known.map((seed) => [seed.email?.toLowerCase(), seed.external_id]));
    const isKnown = ({ id, user_id: userId, email }: Person) =>
      (id !== undefined && ids.has(id)) ||
      (userId !== undefined && userIds.has(userId)) ||
      (email !== undefined && emails.has(email) && (userId === undefined || emails.get(email) === undefined));
    return [...this.#people].filter((person) => !isKnown(person)).map(toSeed);
  }

  #holder(by: IdentifierKind, named: Person): Person | undefined {
    const value = named[by];
    return value === undefined ? undefined : this.#holders[by].get(value);
  }

  #begin(): Person {
    const person: Person = {};
    this.#people.add(person);
    return person;
  }

  /** `other` goes, and `person` has what it had. */
  #join(person: Person, other: Person): void {
    this.#people.delete(other);
    for (const by of KINDS) {
      const value = other[by];
      if (value !== undefined && this.#holders[by].get(value) === other) this.#holders[by].delete(value);
    }
    this.#give(person, other);
  }

  /** What the person does not have yet. Nobody else may have the id or user id; an email alone becomes the person's. */
  #give(person: Person, named: Person): void {
    for (const by of KINDS) {
      const value = named[by];
      if (value === undefined || person[by] !== undefined) continue;
      const holder = this.#holders[by].get(value);
      if (by !== 'email' && holder !== undefined) continue;
      person[by] = value;
      if (holder === undefined) this.#holders[by].set(value, person);
      else if (holder.id === undefined && holder.user_id === undefined) {
        this.#people.delete(holder);
        this.#holders[by].set(value, person);
      }
    }
  }
}

const KINDS = ['id', 'user_id', 'email'] as const;

function toSeed({ id, user_id: externalId, email }: Person): ContactSeed {
  return {
    role: 'user',
    ...(id === undefined ? {} : { id }),
    ...(externalId === undefined ? {} : { external_id: externalId }),
    ...(email === undefined ? {} : { email }),
  };
}
