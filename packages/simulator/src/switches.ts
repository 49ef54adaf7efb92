import { InputError } from './input-error';
import { ACTIVE_EVENT_NAMES_MAX } from './limits';

/** One row of the table below: the values it takes, the one it has when nothing is said, and why it is a switch at all. */
interface ChoiceRow {
  readonly values: readonly (string | number)[];
  readonly default: string | number;
  readonly note: string;
}

interface NumberRow {
  readonly minimum: number;
  readonly default: number;
  readonly note: string;
}

/**
 * Everything about Intercom for which no certain source was found, each with the values it may have.
 * A program that works with both positions of a switch does not depend on a guess.
 */
export const simulatorSwitches = {
  duplicates: {
    values: ['drop', 'users_only', 'keep'],
    default: 'drop',
    note: 'Intercom "may detect and ignore" an event with the same contact, name and second. users_only: not for contacts without an external id.',
  },
  duplicateContact: {
    values: ['resolved', 'as_sent'],
    default: 'resolved',
    note: 'Whether an event sent by user_id and again by id is one event (resolved) or two (as_sent).',
  },
  metadataKeyLimit: {
    values: [10, 20],
    default: 10,
    note: 'API reference 2.7 and later says ten keys, the help centre and older references say twenty.',
  },
  rateLimitResetOffsetSeconds: {
    values: [0, 2],
    default: 0,
    note: 'X-RateLimit-Reset was the end of the window in older recordings, and two seconds later in those of 2021.',
  },
  badTokenCode: {
    values: ['unauthorized', 'token_not_found'],
    default: 'unauthorized',
    note: 'Both bodies are recorded for a token that is not accepted; which one comes when is unknown.',
  },
  missingPermission: {
    values: ['unauthorized', 'forbidden'],
    default: 'unauthorized',
    note: 'A token that may not do what is asked: 401 token_unauthorized is recorded, 403 forbidden with the scope is documented.',
  },
  unpermittedParametersCode: {
    values: ['bad_request', 'parameter_invalid'],
    default: 'bad_request',
    note: 'The message for an array in metadata is recorded, its code is not.',
  },
  nestedArrays: {
    values: ['refuse', 'store'],
    default: 'refuse',
    note: 'An array directly in metadata is refused (recorded). One inside a nested object: unknown.',
  },
  nullMetadata: {
    values: ['store', 'drop', 'refuse'],
    default: 'store',
    note: 'What null does as a metadata value is unknown.',
  },
  nonPositiveAmounts: {
    values: ['store', 'refuse'],
    default: 'store',
    note: 'Amounts are documented as positive integers; what zero, a negative or a fraction does is unknown.',
  },
  futureTimes: {
    values: ['store', 'refuse'],
    default: 'store',
    note: 'What a created_at after the present does is unknown.',
  },
  millisecondTimes: {
    values: ['store', 'refuse', 'as_seconds'],
    default: 'store',
    note: 'What a created_at in milliseconds does is unknown. as_seconds: divided by a thousand.',
  },
  numberIdentifiers: {
    values: ['text', 'refuse'],
    default: 'text',
    note: 'Identifiers are documented as strings; whether a JSON number is read as one is unknown.',
  },
  fallThroughIdentifiers: {
    values: ['no', 'yes'],
    default: 'no',
    note: 'Whether a miss on id goes on to user_id, and from there to email, is unknown.',
  },
  ambiguousEmail: {
    values: ['conflict', 'newest'],
    default: 'conflict',
    note: 'Several users with the email of an event: the 409 is recorded on the old /users only.',
  },
  userEmail: {
    values: ['unique', 'unique_without_external_id'],
    default: 'unique',
    note: 'Whether a user with a new external id may be created with the email of another user is unknown.',
  },
  eventSummaries: {
    values: ['add', 'replace'],
    default: 'add',
    note: 'Whether a summary sent to /events/summaries adds to what is known of the event name or replaces it is unknown.',
  },
  activeEventNamesLimit: {
    minimum: 1,
    default: ACTIVE_EVENT_NAMES_MAX,
    note: 'Documented as 120; lower it to meet the limit sooner.',
  },
  eventNameMaxLength: {
    minimum: 0,
    default: 0,
    note: 'The longest event name Intercom takes is unknown. 0: no limit.',
  },
  searchLagMs: {
    minimum: 0,
    default: 0,
    note: 'The search index lags up to minutes behind a creation through the API (documented); how long is not said, nor that updates lag as well.',
  },
  newContactUnseenMs: {
    minimum: 0,
    default: 0,
    note: 'Whether /events sees a contact at once that was just created through the API is unknown.',
  },
} as const satisfies Record<string, ChoiceRow | NumberRow>;

type SwitchTable = typeof simulatorSwitches;

/** The position of every switch. */
export type SimulatorSwitches = {
  readonly [Name in keyof SwitchTable]: SwitchTable[Name] extends {
    readonly values: readonly (infer Value)[];
  }
    ? Value
    : number;
};

/** Fills in the defaults. Throws an InputError that names the switch when a name or a value is not in the table. */
export function resolveSwitches(chosen: Partial<SimulatorSwitches> = {}): SimulatorSwitches {
  const rows: Readonly<Record<string, ChoiceRow | NumberRow>> = simulatorSwitches;
  const positions = Object.fromEntries(Object.entries(rows).map(([name, row]) => [name, row.default]));
  for (const [name, value] of Object.entries<unknown>(chosen)) {
    if (value === undefined) continue;
    const row = Object.hasOwn(rows, name) ? rows[name] : undefined;
    if (row === undefined) throw new InputError(`There is no switch "${name}".`);
    positions[name] = checkPosition(name, row, value);
  }
  return positions as unknown as SimulatorSwitches;
}

function checkPosition(name: string, row: ChoiceRow | NumberRow, value: unknown): string | number {
  if ('values' in row) {
    const position = row.values.find((candidate) => candidate === value);
    if (position !== undefined) return position;
    throw new InputError(`The switch ${name} must be one of ${row.values.join(', ')}.`);
  }
  if (typeof value === 'number' && Number.isInteger(value) && value >= row.minimum) return value;
  throw new InputError(`The switch ${name} must be a whole number from ${row.minimum} up.`);
}
