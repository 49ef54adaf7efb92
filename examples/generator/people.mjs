import { nameLists } from './names.mjs';
import { day } from './times.mjs';

/**
 * What a call of such a person tells about them, how many there are, and their share of the visits.
 * The shares are not those of a healthy workspace: every way of being found, or not, is to be seen.
 */
const kinds = [
  { kind: 'known', people: 226, weight: 84.6 },
  // Their contact still has the id of an older system; only the email finds it.
  { kind: 'renumbered', people: 8, weight: 2.5 },
  { kind: 'email_only', people: 14, weight: 3.5 },
  { kind: 'lead', people: 20, weight: 4 },
  // No contact has their id or their email.
  { kind: 'unknown', people: 16, weight: 2.9 },
  { kind: 'anonymous', people: 16, weight: 2.5 },
];

const documentationNetworks = ['192.0.2', '198.51.100', '203.0.113'];
const companies = [
  'Hollow Oak Ltd',
  'Papierboot GmbH',
  'Cloud & Sons',
  '見本商事',
  'Atelier Faux',
  'شركة المثال',
];

/** Everyone in the sample, invented: groups of one kind with the weight of that kind. */
export function inventPeople(random) {
  let number = 0;
  return kinds.map(({ kind, people, weight }) => ({
    kind,
    weight,
    people: Array.from({ length: people }, () => inventPerson(random, kind, (number += 1))),
  }));
}

/** The contacts a simulated workspace holds: some people of the dumps have none. */
export function contactsOf(groups) {
  return groups.flatMap(({ kind, people }) => people.flatMap((person) => contactOf(kind, person)));
}

function contactOf(kind, { userId, email, contactId, number }) {
  if (kind === 'unknown' || kind === 'anonymous') return [];
  if (kind === 'lead') return [{ role: 'lead', id: contactId, email }];
  if (kind === 'renumbered') return [{ role: 'user', external_id: `old-${10000 + number}`, email }];
  return [{ role: 'user', external_id: String(userId), email }];
}

function inventPerson(random, kind, number) {
  const { locale, currency, first, last } = random.weighted(nameLists);
  const [firstName, firstLatin] = random.pick(first);
  const [lastName, lastLatin] = random.pick(last);
  const domain = random.pick(['example.com', 'example.org', 'example.net']);
  return {
    kind,
    number,
    locale,
    currency,
    firstName,
    lastName,
    email: `${firstLatin}.${lastLatin}${number}@${domain}`,
    // One in nine is from the years when the product numbered its users.
    userId: number % 9 === 0 ? 40000 + number : `usr_${random.hex(12)}`,
    idOnlyInTraits: kind === 'known' && number % 40 === 7,
    contactId: random.hex(24),
    anonymousId: random.uuid(),
    company: random.pick(companies),
    companyId: `acc_${random.hex(8)}`,
    ip: `${random.pick(documentationNetworks)}.${random.integer(1, 254)}`,
    deviceNumber: random.integer(0, 99),
    clockErrorMs: number % 31 === 5 ? random.pick([-3 * day, 400 * day]) : random.integer(-2500, 2500),
    refusesIntercom: kind === 'known' && number % 45 === 11,
    refusesAll: kind === 'known' && number % 45 === 23,
    allowsOnlyIntercom: kind === 'known' && number % 45 === 37,
    consents: number % 12 === 4 ? random.pick([true, true, false]) : undefined,
    crmId: number % 10 === 3 ? `crm-${random.integer(100000, 999999)}` : undefined,
  };
}
