import { printable } from '../terminal/printable';
import type { Verification } from './verification';

const MISSING_SHOWN = 20;

/** A verification as a page of text. `isExact`: nobody else sends to the workspace, so no count may rise by more. */
export function describeVerification({ names, contacts }: Verification, isExact: boolean): string {
  const count = (verdict: string) => names.filter((name) => name.verdict === verdict).length;
  const faulty = names.filter(({ verdict }) => verdict === 'missing' || (isExact && verdict === 'more'));
  const sections = [
    `${contacts.compared} contacts of the sample were compared, ${names.length} times a contact's event name.`,
    [
      `  as many as were sent    ${count('equal')}`,
      `  more than were sent     ${count('more')}`,
      `  missing                 ${count('missing')}${describeMissing(names)}`,
      `  cannot be told          ${count('untold')}`,
    ].join('\n'),
    faulty.length === 0 ? '' : `${isExact ? 'Not equal' : 'Missing'}\n${list(faulty)}`,
    adviseOnEarlier(faulty),
    `Not provable\n${notProvable({ names, contacts }, isExact)
      .map((line) => `  ${line}`)
      .join('\n')}`,
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function describeMissing(names: Verification['names']): string {
  const missing = names.reduce((sum, name) => sum + name.missing, 0);
  return missing === 0 ? '' : ` (${missing} ${missing === 1 ? 'event' : 'events'})`;
}

/** Whoever sends a dump a second time finds nothing risen, and nothing is lost. */
function adviseOnEarlier(faulty: Verification['names']): string {
  const missing = faulty.filter(({ verdict }) => verdict === 'missing');
  const there = missing.filter(({ mayHaveBeenThere }) => mayHaveBeenThere).length;
  return there === 0
    ? ''
    : `Of the ${missing.length} missing, Intercom had as many before this run ${there} times: were they sent before, by another run? Then they are there, and count once.`;
}

function list(names: Verification['names']): string {
  const lines = names
    .slice(0, MISSING_SHOWN)
    .map(
      ({ name, position, sent, rose, missing }) =>
        `  ${printable(name)} (from call ${position} on): sent ${sent}, rose by ${rose}${missing === 0 ? '' : `, ${missing} missing`}`,
    );
  const more = names.length - lines.length;
  return [...lines, ...(more === 0 ? [] : [`  and ${more} more`])].join('\n');
}

function notProvable({ names, contacts }: Verification, isExact: boolean): string[] {
  return [
    'what the events hold: Intercom counts names and times, and says nothing of metadata',
    'events that were there before under the same person, name and second: they count once',
    ...(isExact || !names.some(({ verdict }) => verdict === 'more')
      ? []
      : ['whose events are those beyond what was sent: others send to the workspace too']),
    ...(names.some(({ maybeSent }) => maybeSent > 0)
      ? ['whether events that got no answer were stored: the count may be higher by them']
      : []),
    ...(names.some(({ shared }) => shared > 0)
      ? [
          'whether Intercom counts events of the same second once when they went by two identifiers of a contact: a lower count may or may not be a loss',
        ]
      : []),
    ...(names.some(({ verdict, shared }) => verdict === 'untold' && shared === 0)
      ? ['whether all calls are known of contacts who have other identifiers now than before the run']
      : []),
    ...describeContacts(contacts),
  ];
}

function describeContacts(contacts: Verification['contacts']): string[] {
  const lines = [
    [contacts.nothing_sent, 'contacts for whom nothing was accepted'],
    [contacts.not_found, 'contacts who are not found by the identifiers of their calls, such as leads'],
    [
      contacts.ambiguous,
      'contacts with identifiers that lead to several contacts: which of them has the events is not known',
    ],
    [contacts.not_permitted, 'contacts that the token may not look up'],
    [contacts.unanswered, 'contacts of whom Intercom gave no counts'],
    [contacts.too_many_calls, 'contacts with more calls than are kept'],
  ] as const;
  return lines.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
}
