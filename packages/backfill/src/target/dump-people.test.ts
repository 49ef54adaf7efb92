import type { Identifier } from '@intercom-destination/core';
import { describe, expect, it } from '@jest/globals';
import { DumpPeople } from './dump-people';

type Named = { readonly id?: string; readonly userId?: string; readonly email?: string };

function peopleOf(calls: readonly Named[]): DumpPeople {
  const people = new DumpPeople();
  for (const { id, userId, email } of calls) {
    const found: Identifier[] = [];
    if (id !== undefined) found.push({ by: 'id', value: id });
    if (userId !== undefined) found.push({ by: 'user_id', value: userId });
    if (email !== undefined) found.push({ by: 'email', value: email });
    const [strongest, ...fallbacks] = found;
    if (strongest !== undefined) people.add({ ...strongest, fallbacks });
  }
  return people;
}

const user = (fields: object) => ({ role: 'user', ...fields });

describe('DumpPeople', () => {
  it.each([
    {
      because: 'a user id and an email of one call are one contact, which the email alone reaches',
      calls: [{ userId: 'u1', email: 'a@x.io' }, { email: 'a@x.io' }],
      contacts: [user({ external_id: 'u1', email: 'a@x.io' })],
    },
    {
      because: 'the same, where the email alone comes first',
      calls: [{ email: 'a@x.io' }, { userId: 'u1' }, { userId: 'u1', email: 'a@x.io' }],
      contacts: [user({ external_id: 'u1', email: 'a@x.io' })],
    },
    {
      because: 'what never stands together is not joined',
      calls: [{ userId: 'u1' }, { email: 'a@x.io' }],
      contacts: [user({ external_id: 'u1' }), user({ email: 'a@x.io' })],
    },
    {
      because: 'Intercom gives one email to users with different external ids',
      calls: [{ userId: 'u1', email: 'a@x.io' }, { userId: 'u2', email: 'a@x.io' }, { email: 'a@x.io' }],
      contacts: [user({ external_id: 'u1', email: 'a@x.io' }), user({ external_id: 'u2', email: 'a@x.io' })],
    },
    {
      because: 'a contact has one email, so whoever has calls by the second alone is another one',
      calls: [{ userId: 'u1', email: 'a@x.io' }, { userId: 'u1', email: 'b@x.io' }, { email: 'b@x.io' }],
      contacts: [user({ external_id: 'u1', email: 'a@x.io' }), user({ email: 'b@x.io' })],
    },
    {
      because: "Intercom's own id joins two who were two until then",
      calls: [{ id: 'c1' }, { userId: 'u1', email: 'a@x.io' }, { id: 'c1', userId: 'u1' }],
      contacts: [user({ id: 'c1', external_id: 'u1', email: 'a@x.io' })],
    },
    {
      because: 'an external id is of one contact alone',
      calls: [
        { id: 'c1', userId: 'u1' },
        { id: 'c2', userId: 'u1' },
      ],
      contacts: [user({ id: 'c1', external_id: 'u1' }), user({ id: 'c2' })],
    },
  ])('$because', ({ calls, contacts }) => {
    expect(peopleOf(calls).contacts([])).toEqual(contacts);
  });

  it.each([
    { because: 'by the user id', known: { external_id: 'u1' }, contacts: [] },
    { because: 'by the email, if nothing speaks against it', known: { email: 'A@x.io' }, contacts: [] },
    {
      because: 'not by the email of a user with another external id',
      known: { external_id: 'u2', email: 'a@x.io' },
      contacts: [user({ external_id: 'u1', email: 'a@x.io' })],
    },
  ])('leaves out who is known: $because', ({ known, contacts }) => {
    expect(peopleOf([{ userId: 'u1', email: 'a@x.io' }]).contacts([known])).toEqual(contacts);
  });
});
