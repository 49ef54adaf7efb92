import type { MappingSettings, NoteCode } from '@intercom-destination/core';
import type { BackfillRefusal } from '../filters/fate';
import type { FilterCode } from '../filters/filters';
import type { ReadingNoteCode } from '../sources/reading-note';

/**
 * Which calls a number of calls is held against. `track_calls`: all but those that are left out as asked. `events`: those to
 * deliver. `amounts`: those to deliver that have an amount of money.
 */
export type ConcernBase = 'track_calls' | 'events' | 'amounts';

export interface ConcernRule {
  readonly of: ConcernBase;
  /** What settles it, as the end of a sentence; absent: the dump alone, or somebody who accepts it. */
  readonly settledBy?: string;
  /** Where the mapping file names this setting, it is settled. */
  readonly setting?: keyof MappingSettings;
}

/** No time was found. */
const NO_TIME = { of: 'track_calls', settledBy: 'timeFrom names another field' } as const;

/** A time was found, in another field than the first. */
const OTHER_TIME = {
  of: 'events',
  settledBy: 'timeFrom in the mapping file says which field has the time',
  setting: 'timeFrom',
} as const;

/** What is weighed by the share of calls that it is said of: what loses calls, or changes what they mean. */
export const CONCERN_RULES = {
  // Refusals.
  no_contact: {
    of: 'track_calls',
    settledBy: 'sendAnonymousId sends anonymous ids; emailFrom looks elsewhere',
  },
  identifier_unreadable: { of: 'track_calls' },
  no_event_name: { of: 'track_calls', settledBy: 'columns names the column of a table' },
  event_name_too_long: { of: 'track_calls' },
  no_timestamp: NO_TIME,
  timestamp_out_of_range: NO_TIME,
  not_a_track_call: { of: 'track_calls', settledBy: 'columns says what the columns of a table are' },
  unreadable_line: { of: 'track_calls', settledBy: '--format says what the files are' },
  // Calls left out because they say so.
  opted_out: { of: 'track_calls', settledBy: '--ignore-integrations sends them' },
  // Notes on who a call is about.
  email_of_properties: {
    of: 'events',
    settledBy: 'emailFrom in the mapping file says where emails are read from',
    setting: 'emailFrom',
  },
  email_invalid: { of: 'events' },
  identifier_ignored: { of: 'events' },
  placeholder_ignored: {
    of: 'events',
    settledBy: 'placeholderIds in the mapping file lists what names nobody',
    setting: 'placeholderIds',
  },
  integration_unclear: { of: 'events', settledBy: 'integrationNames lists further names of Intercom' },
  json_text_unreadable: { of: 'events' },
  // Notes on when.
  timestamp_fallback: OTHER_TIME,
  timestamp_placeholder: OTHER_TIME,
  timestamp_in_future: { of: 'events', settledBy: 'timeFrom says which field has the time' },
  // Notes on properties.
  properties_unreadable: { of: 'events' },
  cell_unreadable: { of: 'events', settledBy: 'types under columns says what the cells of a column are' },
  number_imprecise: { of: 'events', settledBy: 'dropKeys leaves them out' },
  key_limit: { of: 'events', settledBy: 'keepKeys says which stay' },
  money_rounded: { of: 'amounts', settledBy: 'types: number sends the exact amount' },
  money_unreadable: { of: 'amounts', settledBy: 'types: text says that it is no amount' },
  money_unit_unclear: { of: 'amounts', settledBy: 'moneyObjects: major says that they are in whole units' },
  currency_unknown: { of: 'amounts', settledBy: 'types: number says that it is no money' },
  currency_unclear: {
    of: 'amounts',
    settledBy: 'types says which keys are money, and which name no currency',
  },
  currency_assumed: {
    of: 'amounts',
    settledBy: 'defaultCurrency in the mapping file says which it is',
    setting: 'defaultCurrency',
  },
} as const satisfies Partial<
  Record<
    NoteCode | ReadingNoteCode | BackfillRefusal['code'] | FilterCode | 'email_of_properties',
    ConcernRule
  >
>;

export type ConcernCode = keyof typeof CONCERN_RULES;

export function isConcernCode(code: string): code is ConcernCode {
  return CODES.has(code);
}

/** A set, since it is asked of every note of a dump. */
const CODES: ReadonlySet<string> = new Set(Object.keys(CONCERN_RULES));

export function concernRuleOf(code: ConcernCode): ConcernRule {
  return CONCERN_RULES[code];
}

/** Notes that stand for an amount of money in a call, whatever became of it. */
export const AMOUNT_NOTES: ReadonlySet<NoteCode | ReadingNoteCode> = new Set<NoteCode>([
  'money_converted',
  'money_rounded',
  'money_unreadable',
  'money_not_positive',
  'money_unit_unclear',
  'currency_unknown',
  'currency_unclear',
  'currency_assumed',
]);
