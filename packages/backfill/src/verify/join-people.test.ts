import type { Identifier } from '@intercom-destination/core';
import { describe, expect, it } from '@jest/globals';
import { joinPeople, type PersonLookUp } from './join-people';

const userId = (value: string): Identifier => ({ by: 'user_id', value });
const email = (value: string): Identifier => ({ by: 'email', value });
const person = (lookUp: PersonLookUp, ...identifiers: Identifier[]) => ({ person: { identifiers }, lookUp });

const ADA = { outcome: 'found', id: 'c1', externalId: 'ada', email: 'ada@example.com' } as const;
const BEN = { outcome: 'found', id: 'c2', externalId: 'ben', email: 'ada@example.com' } as const;
const NONE = { outcome: 'none' } as const;
const SEVERAL = { outcome: 'several' } as const;

const joinedAda = {
  outcome: 'found',
  contactId: 'c1',
  identifiers: [{ by: 'id', value: 'c1' }, userId('ada'), email('ada@example.com')],
};

describe('joinPeople', () => {
  it.each([
    {
      because: 'identifiers that never appear together are one contact if Intercom says so',
      people: [person(ADA, userId('ada')), person(ADA, email('ada@example.com'))],
      contacts: [joinedAda],
    },
    {
      because: 'an email that stands beside a user id is not its, unless Intercom says so',
      people: [person(ADA, userId('ada'), email('boss@example.com'))],
      contacts: [joinedAda],
    },
    {
      because:
        'people whom Intercom does not know are one where they share an identifier, whatever the order',
      people: [
        person(NONE, userId('u1'), email('a@example.com')),
        person(NONE, userId('u2'), email('b@example.com')),
        person(NONE, email('b@example.com')),
        person(NONE, { by: 'id', value: 'c9' }, email('a@example.com'), email('b@example.com')),
      ],
      contacts: [
        {
          outcome: 'none',
          identifiers: [
            userId('u1'),
            email('a@example.com'),
            userId('u2'),
            email('b@example.com'),
            { by: 'id', value: 'c9' },
          ],
        },
      ],
    },
    {
      because: 'a user id and an email of the same text are two identifiers',
      people: [person(NONE, userId('a@example.com')), person(NONE, email('a@example.com'))],
      contacts: [
        { outcome: 'none', identifiers: [userId('a@example.com')] },
        { outcome: 'none', identifiers: [email('a@example.com')] },
      ],
    },
    {
      because: 'an email that several have joins none of them, and is seen at those who are in the sample',
      people: [person(ADA, userId('ada')), person(BEN, userId('ben')), person(SEVERAL, email(ADA.email))],
      contacts: [
        joinedAda,
        {
          outcome: 'found',
          contactId: 'c2',
          identifiers: [{ by: 'id', value: 'c2' }, userId('ben'), email('ada@example.com')],
        },
      ],
    },
    {
      because: 'an email that several have who are not in the sample stays by itself',
      people: [person(SEVERAL, userId('u1'), email('a@example.com'))],
      contacts: [{ outcome: 'several', identifiers: [userId('u1'), email('a@example.com')] }],
    },
  ])('$because', ({ people, contacts }) => {
    expect(joinPeople(people)).toEqual(contacts);
  });
});
