import { describe, expect, it } from '@jest/globals';
import { InputError } from './input-error';
import { resolveSwitches, simulatorSwitches, type SimulatorSwitches } from './switches';
import { openSimulator, START_MS, START_SECONDS, type OpenSimulator } from './testing/open-simulator';

const wellFormed = { event_name: 'ordered-item', created_at: START_SECONDS, user_id: 'u-1' };

/** What one position of a switch does, as a text to compare. */
interface SwitchCase {
  readonly name: keyof SimulatorSwitches;
  readonly positions: readonly (readonly [value: string | number, seen: string])[];
  readonly because: string;
  readonly look: (simulator: OpenSimulator) => Promise<string>;
}

const cases: readonly SwitchCase[] = [
  {
    name: 'duplicates',
    positions: [
      ['drop', 'user 1, lead 1'],
      ['users_only', 'user 1, lead 2'],
      ['keep', 'user 2, lead 2'],
    ],
    because: 'nothing is known of duplicates for leads, and Intercom only "may" detect them',
    look: async (simulator) => {
      for (const who of [{ user_id: 'u-1' }, { user_id: 'u-1' }, { id: 'lead-1' }, { id: 'lead-1' }]) {
        await simulator.send('POST', '/events', { event_name: 'seen', created_at: 1_600_000_000, ...who });
      }
      const stored = simulator.storedEvents();
      const leads = stored.filter(({ contact_id }) => contact_id === 'lead-1').length;
      return `user ${stored.length - leads}, lead ${leads}`;
    },
  },
  {
    name: 'duplicateContact',
    positions: [
      ['resolved', '1 stored'],
      ['as_sent', '2 stored'],
    ],
    because: 'one contact can be named in two ways',
    look: async (simulator) => {
      await simulator.send('POST', '/events', wellFormed);
      await simulator.send('POST', '/events', { ...wellFormed, user_id: undefined, id: 'contact-1' });
      return `${simulator.storedEvents().length} stored`;
    },
  },
  {
    name: 'metadataKeyLimit',
    positions: [
      [10, '10 keys'],
      [20, '20 keys'],
    ],
    because: 'Intercom’s pages say both',
    look: async (simulator) => {
      const metadata = Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`key_${index}`, index]));
      await simulator.send('POST', '/events', { ...wellFormed, metadata });
      return `${Object.keys(simulator.storedEvents()[0]?.metadata ?? {}).length} keys`;
    },
  },
  {
    name: 'rateLimitResetOffsetSeconds',
    positions: [
      [0, '1700000010'],
      [2, '1700000012'],
    ],
    because: 'recordings of different years differ',
    look: async (simulator) => (await simulator.send('GET', '/me')).headers.get('x-ratelimit-reset') ?? '',
  },
  {
    name: 'badTokenCode',
    positions: [
      ['unauthorized', '401 unauthorized Access Token Invalid'],
      ['token_not_found', '401 token_not_found Unauthorized'],
    ],
    because: 'both are recorded',
    look: (simulator) => answerTo(simulator, 'GET', '/me', undefined, { authorization: 'Bearer no' }),
  },
  {
    name: 'missingPermission',
    positions: [
      ['unauthorized', '401 token_unauthorized Not authorized to access resource'],
      ['forbidden', '403 forbidden You do not have the required scope (read_events) to access this resource'],
    ],
    because: 'the one is recorded, the other documented',
    look: (simulator) => {
      simulator.denyPermissions(['read_events']);
      return answerTo(simulator, 'GET', '/events?type=user&user_id=u-1');
    },
  },
  {
    name: 'unpermittedParametersCode',
    positions: [
      ['bad_request', '400 bad_request found unpermitted parameter: :tags'],
      ['parameter_invalid', '400 parameter_invalid found unpermitted parameter: :tags'],
    ],
    because: 'only the message is recorded',
    look: (simulator) => answerTo(simulator, 'POST', '/events', { ...wellFormed, metadata: { tags: [] } }),
  },
  {
    name: 'nestedArrays',
    positions: [
      ['refuse', '400 bad_request found unpermitted parameter: :tags'],
      ['store', '202'],
    ],
    because: 'only arrays directly in metadata are recorded',
    look: (simulator) =>
      answerTo(simulator, 'POST', '/events', { ...wellFormed, metadata: { item: { tags: ['a'] } } }),
  },
  {
    name: 'nullMetadata',
    positions: [
      ['store', '202 {"plan":null,"seats":3}'],
      ['drop', '202 {"seats":3}'],
      ['refuse', '400 parameter_invalid metadata value is null undefined'],
    ],
    because: 'null is unknown',
    look: async (simulator) => {
      const answer = await answerTo(simulator, 'POST', '/events', {
        ...wellFormed,
        metadata: { plan: null, seats: 3 },
      });
      return `${answer} ${JSON.stringify(simulator.storedEvents()[0]?.metadata)}`;
    },
  },
  {
    name: 'nonPositiveAmounts',
    positions: [
      ['store', '202 202 202 202'],
      ['refuse', '400 400 400 202'],
    ],
    because: 'only "positive integer" is documented',
    look: async (simulator) => {
      const statuses: number[] = [];
      for (const amount of [0, -500, 19.5, 1999]) {
        const metadata = { price: { amount, currency: 'eur' } };
        statuses.push((await simulator.send('POST', '/events', { ...wellFormed, metadata })).status);
      }
      return statuses.join(' ');
    },
  },
  {
    name: 'futureTimes',
    positions: [
      ['store', '202'],
      ['refuse', '400 parameter_invalid created_at is invalid'],
    ],
    because: 'no source says what happens',
    look: (simulator) =>
      answerTo(simulator, 'POST', '/events', { ...wellFormed, created_at: START_SECONDS + 1 }),
  },
  {
    name: 'millisecondTimes',
    positions: [
      ['store', '202 1700000000000'],
      ['refuse', '400 parameter_invalid created_at is invalid undefined'],
      ['as_seconds', '202 1700000000'],
    ],
    because: 'no source says what happens',
    look: async (simulator) => {
      const answer = await answerTo(simulator, 'POST', '/events', { ...wellFormed, created_at: START_MS });
      return `${answer} ${simulator.storedEvents()[0]?.created_at}`;
    },
  },
  {
    name: 'numberIdentifiers',
    positions: [
      ['text', '202'],
      ['refuse', '400 parameter_not_found missing data parameter'],
    ],
    because: 'identifiers are documented as strings only',
    look: (simulator) => answerTo(simulator, 'POST', '/events', { ...wellFormed, user_id: 42 }),
  },
  {
    name: 'fallThroughIdentifiers',
    positions: [
      ['no', '404 not_found User Not Found'],
      ['yes', '202'],
    ],
    because: 'whether a miss on one goes on to the next is unknown',
    look: (simulator) => answerTo(simulator, 'POST', '/events', { ...wellFormed, id: 'nobody' }),
  },
  {
    name: 'ambiguousEmail',
    positions: [
      [
        'conflict',
        '409 conflict Multiple existing users match this email address shared@example.com - must be more specific using user_id undefined',
      ],
      ['newest', '202 contact-3'],
    ],
    because: 'the conflict is recorded on another endpoint',
    look: async (simulator) => {
      const body = { event_name: 'seen', created_at: START_SECONDS, email: 'shared@example.com' };
      const answer = await answerTo(simulator, 'POST', '/events', body);
      return `${answer} ${simulator.storedEvents()[0]?.contact_id}`;
    },
  },
  {
    name: 'userEmail',
    positions: [
      ['unique', '409 conflict A contact matching those details already exists with id=contact-1'],
      ['unique_without_external_id', '200'],
    ],
    because: 'whether two users may be created with one email is unknown',
    look: (simulator) =>
      answerTo(simulator, 'POST', '/contacts', { external_id: 'new', email: 'ada@example.com' }),
  },
  {
    name: 'eventSummaries',
    positions: [
      ['add', '10 and then 1 more'],
      ['replace', '4 and then 1 more'],
    ],
    because: 'no source says what a summary does to what is there',
    look: async (simulator) => {
      const count = async () => {
        const path = '/events?type=user&user_id=u-1&summary=true';
        const { json } = await simulator.send('GET', path);
        return (json as { events: { count: number }[] }).events[0]?.count ?? 0;
      };
      await simulator.send('POST', '/events', wellFormed);
      for (const sent of [5, 4]) {
        const event_summaries = { event_name: 'ordered-item', count: sent, first: 1, last: 2 };
        await simulator.send('POST', '/events/summaries', { user_id: 'u-1', event_summaries });
      }
      const before = await count();
      await simulator.send('POST', '/events', { ...wellFormed, created_at: START_SECONDS + 1 });
      return `${before} and then ${(await count()) - before} more`;
    },
  },
  {
    name: 'activeEventNamesLimit',
    positions: [
      [120, '202 202'],
      [1, '202 422'],
    ],
    because: 'a test should not need 120 names',
    look: async (simulator) => {
      const first = await simulator.send('POST', '/events', wellFormed);
      const second = await simulator.send('POST', '/events', { ...wellFormed, event_name: 'another' });
      return `${first.status} ${second.status}`;
    },
  },
  {
    name: 'eventNameMaxLength',
    positions: [
      [0, '202'],
      [11, '400 parameter_invalid event_name is too long'],
      [12, '202'],
    ],
    because: 'a limit is not documented',
    look: (simulator) => answerTo(simulator, 'POST', '/events', wellFormed),
  },
  {
    name: 'searchLagMs',
    positions: [
      [0, 'at once new 1, updated 1; later new 1, updated 1'],
      [60_000, 'at once new 0, updated 0; later new 1, updated 1'],
    ],
    because: 'the index lags up to minutes behind',
    look: async (simulator) => {
      await simulator.send('POST', '/contacts', { external_id: 'new' });
      await simulator.send('PUT', '/contacts/contact-1', { external_id: 'updated' });
      const count = async (value: string) => {
        const query = { field: 'external_id', operator: '=', value };
        const { json } = await simulator.send('POST', '/contacts/search', { query });
        return `${value} ${(json as { total_count: number }).total_count}`;
      };
      const atOnce = `${await count('new')}, ${await count('updated')}`;
      simulator.clock.nowMs += 60_000;
      return `at once ${atOnce}; later ${await count('new')}, ${await count('updated')}`;
    },
  },
  {
    name: 'newContactUnseenMs',
    positions: [
      [0, 'at once 202, later 202'],
      [5_000, 'at once 404, later 202'],
    ],
    because: 'identify and track race each other',
    look: async (simulator) => {
      await simulator.send('POST', '/contacts', { external_id: 'new' });
      const { status } = await simulator.send('POST', '/events', { ...wellFormed, user_id: 'new' });
      simulator.clock.nowMs += 5_000;
      const later = await simulator.send('POST', '/events', { ...wellFormed, user_id: 'new' });
      return `at once ${status}, later ${later.status}`;
    },
  },
];

const positions = cases.flatMap(({ positions, ...rest }) =>
  positions.map(([value, seen]) => ({ ...rest, value, seen })),
);

describe('switches', () => {
  it.each(positions)('$name $value: $because', async ({ name, value, seen, look }) => {
    const simulator = await openSimulator({ switches: { [name]: value } });
    simulator.seedContacts([
      { id: 'contact-1', external_id: 'u-1', email: 'ada@example.com' },
      { id: 'contact-2', external_id: 'u-2', email: 'shared@example.com' },
      { id: 'contact-3', external_id: 'u-3', email: 'shared@example.com' },
      { id: 'contact-42', external_id: '42' },
      { id: 'lead-1', role: 'lead' },
    ]);
    expect(await look(simulator)).toBe(seen);
  });

  it('are all tried, the default and every other position', () => {
    for (const [name, row] of Object.entries(simulatorSwitches)) {
      const tried = cases.find((one) => one.name === name)?.positions.map(([value]) => value) ?? [];
      expect(tried).toEqual(expect.arrayContaining('values' in row ? [...row.values] : [row.default]));
      expect(tried.length).toBeGreaterThan(1);
    }
  });

  it.each<{ because: string; switches: Record<string, unknown>; message: string }>([
    {
      because: 'there is no such switch',
      switches: { duplicate: 'drop' },
      message: 'There is no switch "duplicate".',
    },
    {
      because: 'it has no such position',
      switches: { duplicates: 'sometimes' },
      message: 'The switch duplicates must be one of drop, users_only, keep.',
    },
    {
      because: 'time does not run backwards',
      switches: { searchLagMs: -1 },
      message: 'The switch searchLagMs must be a whole number from 0 up.',
    },
    {
      because: 'an inherited name is no switch',
      switches: { toString: 1 },
      message: 'There is no switch "toString".',
    },
  ])('say what is wrong: $because', ({ switches, message }) => {
    expect(() => resolveSwitches(switches)).toThrow(new InputError(message));
  });
});

async function answerTo(
  simulator: OpenSimulator,
  ...request: Parameters<OpenSimulator['send']>
): Promise<string> {
  const { status, json } = await simulator.send(...request);
  const errors = (json as { errors?: { code: string; message: string }[] } | undefined)?.errors ?? [];
  return [status, ...errors.flatMap(({ code, message }) => [code, message])].join(' ');
}
