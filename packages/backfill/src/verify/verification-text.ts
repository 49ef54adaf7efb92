import { EVENTS_LISTED_DAYS } from '@intercom-destination/core';
import { formatCount, plural } from '../terminal/format';
import { printable } from '../terminal/printable';
import { quotePath } from '../terminal/quote-for-shell';
import { byName } from './by-name';
import type { NameComparison } from './compare-counts';
import type { Verification } from './verification';

const NAMES_SHOWN = 40;
const PAIRS_SHOWN = 20;
const CALLS_SHOWN = 5;

/** A verification as a page of text. `isExact`: nobody else sends to the workspace, so no count may rise by more. */
export function describeVerification(
  verification: Verification,
  { isExact, runDir }: { readonly isExact: boolean; readonly runDir: string },
): string {
  const { pairs, verified, names, contacts } = verification;
  const of = (verdict: NameComparison['verdict']) => names.filter((name) => name.verdict === verdict);
  const missing = of('missing');
  const before = of('probably_before');
  const more = isExact ? of('more') : [];
  const untold = of('untold');
  const sections = [
    pairs === 0
      ? 'Nothing is verified: for no contact of the sample is there anything to compare.'
      : `${formatCount(verified)} of ${formatCount(pairs)} are verified. Each is a contact of the sample with one of its event names; ${plural(contacts.compared, 'contact was', 'contacts were')} compared.`,
    section('By event name', listNames(names, isExact)),
    section('Missing', listPairs(missing)),
    section('Probably there before', listPairs(before)),
    section('More than were sent', listPairs(more)),
    section('What to do', advise({ missing, before, more, untold, contacts }, runDir)),
    section('Not provable', notProvable(verification, isExact)),
  ];
  return `${sections.filter((text) => text !== '').join('\n\n')}\n`;
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [title, ...lines.map((line) => `  ${line}`)].join('\n');
}

type Names = readonly NameComparison[];

function listNames(names: Names, isExact: boolean): string[] {
  const all = byName(names, isExact);
  const shown = all.slice(0, NAMES_SHOWN).map((row) => ({ ...row, name: printable(row.name) }));
  const width = Math.max(0, ...shown.map(({ name }) => name.length));
  const lines = shown.map(({ name, verified, pairs, rest }) =>
    `${name.padEnd(width)}  ${verified} of ${pairs}   ${rest}`.trimEnd(),
  );
  return withRest(lines, all.length);
}

function listPairs(names: Names): string[] {
  return withRest(names.slice(0, PAIRS_SHOWN).map(describePair), names.length);
}

function describePair(pair: NameComparison): string {
  const { name, position, sent, rose, missing } = pair;
  const lacking = missing === 0 ? '' : `, ${missing} missing${describeCalls(pair)}`;
  return `${printable(name)} (from call ${position} on): sent ${sent}, rose by ${rose}${lacking}`;
}

function describeCalls({ missing, missingCalls }: NameComparison): string {
  const shown = missingCalls
    .slice(0, CALLS_SHOWN)
    .map(({ position, second }) => `call ${position} (${new Date(second * 1000).toISOString()})`);
  const unnamed = missing - shown.length;
  if (shown.length === 0) return ', which cannot be named';
  return `: ${shown.join(', ')}${unnamed === 0 ? '' : ` and ${unnamed} more`}`;
}

function withRest(lines: readonly string[], all: number): string[] {
  return all === lines.length ? [...lines] : [...lines, `and ${all - lines.length} more`];
}

function advise(
  {
    missing,
    before,
    more,
    untold,
    contacts,
  }: Readonly<Record<'missing' | 'before' | 'more' | 'untold', Names>> & Pick<Verification, 'contacts'>,
  runDir: string,
): string[] {
  return [
    ...(missing.length === 0
      ? []
      : [
          `missing: wait, since Intercom may count late, and verify again. If they stay missing, send the calls of these pairs again: intercom-destination retry ${quotePath(runDir)} --unverified`,
        ]),
    ...(before.length === 0
      ? []
      : [
          'probably there before: Intercom had as many in this time before the run. If another run has sent them, they are there and count once; look at some of them in Intercom',
        ]),
    ...(more.length === 0
      ? []
      : ['more than were sent: nobody else sends to a simulator, so find out what else was sent to it']),
    ...(untold.length === 0
      ? []
      : ['cannot be told: look at some of these contacts in Intercom; no command sends their calls again']),
    ...(contacts.ambiguous === 0
      ? []
      : ['ambiguous contacts: look at them in Intercom, and merge those that are one person']),
    ...(contacts.unanswered === 0 ? [] : ['contacts without an answer: verify again later']),
  ];
}

function notProvable({ names, contacts }: Verification, isExact: boolean): string[] {
  const has = (test: (name: NameComparison) => boolean) => names.some(test);
  const lines = [
    [true, 'what the events hold: Intercom counts names and times, and says nothing of metadata'],
    [true, 'events that were there before under the same person, name and second: they count once'],
    [
      has(({ missing, missingCalls }) => missing > missingCalls.length),
      `which calls are missing where none is named: Intercom lists no events older than ${EVENTS_LISTED_DAYS} days, and of a contact who has many only the newest are read, so only the contact and the name are known`,
    ],
    [
      !isExact && has(({ verdict }) => verdict === 'more'),
      'whose events are those beyond what was sent: others send to the workspace too',
    ],
    [
      has(({ maybeSent }) => maybeSent > 0),
      'whether events that got no answer were stored: the count may be higher by them',
    ],
    [
      has(({ shared }) => shared > 0),
      'whether Intercom counts events of the same second once when they went by two identifiers of a contact: a lower count may or may not be a loss',
    ],
    [
      has(({ verdict, shared }) => verdict === 'untold' && shared === 0),
      'whether all calls are known of contacts who have other identifiers now than before the run',
    ],
  ] as const;
  return [...lines.filter(([applies]) => applies).map(([, line]) => line), ...describeContacts(contacts)];
}

/** Those of the sample who could not be compared. */
export function describeContacts(contacts: Verification['contacts']): string[] {
  const lines = [
    [contacts.nothing_sent, 'for whom nothing was accepted'],
    [contacts.not_found, 'who are not found by the identifiers of their calls, such as leads'],
    [
      contacts.ambiguous,
      'with identifiers that lead to several contacts: which of them has the events is not known',
    ],
    [contacts.unanswered, 'of whom Intercom gave no counts'],
    [contacts.too_many_calls, 'with more calls than are kept'],
  ] as const;
  return lines.filter(([count]) => count > 0).map(([count, what]) => `${plural(count, 'contact')} ${what}`);
}
