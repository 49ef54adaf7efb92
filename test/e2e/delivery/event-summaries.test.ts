import {
  createWorkspace,
  ImpatientSender,
  readEventSummaries,
  sendByFetch,
  systemClock,
  type Identifier,
} from '@intercom-destination/core';
import type { Simulator } from '@intercom-destination/simulator';
import { beforeEach, expect, it } from '@jest/globals';
import { startSimulator } from '../../lifetime/simulator';

let simulator: Simulator;

beforeEach(async () => {
  simulator = await startSimulator();
  simulator.seedContacts([{ id: 'c1', external_id: 'a/b & c', email: 'ana+1@example.com' }]);
  for (const created_at of [1_500_000_000, 1_700_000_000]) {
    await fetch(`${simulator.url}/events`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${simulator.token}`,
        'Content-Type': 'application/json',
        Accept: 'application/json',
      },
      body: JSON.stringify({ id: 'c1', event_name: 'Opened', created_at }),
    });
  }
});

function ask(identifier: Identifier, token = simulator.token) {
  const workspace = createWorkspace({ token, at: { baseUrl: simulator.url } });
  const environment = { workspace, http: sendByFetch, clock: systemClock, random: Math.random };
  return readEventSummaries(new ImpatientSender(environment, { requestTimeoutMs: 60_000 }), identifier);
}

const OPENED = { name: 'Opened', count: 2, first: 1_500_000_000, last: 1_700_000_000 };

it.each<{ identifier: Identifier; because: string }>([
  { identifier: { by: 'id', value: 'c1' }, because: 'it is the only one that reaches a lead' },
  { identifier: { by: 'user_id', value: 'a/b & c' }, because: 'an id may hold anything' },
  { identifier: { by: 'email', value: 'ana+1@example.com' }, because: 'a plus is no blank' },
])('counts by $identifier.by: $because', async ({ identifier }) => {
  expect(await ask(identifier)).toEqual({ outcome: 'found', summaries: [OPENED] });
});

it.each([
  { outcome: 'no_contact', identifier: { by: 'user_id', value: 'nobody' }, set: () => undefined },
  {
    outcome: 'not_permitted',
    identifier: { by: 'id', value: 'c1' },
    set: () => {
      simulator.denyPermissions(['read_events']);
    },
  },
  {
    outcome: 'failed',
    identifier: { by: 'id', value: 'c1' },
    set: () => {
      simulator.addFault({ kind: 'status', status: 500 });
    },
  },
] as const)('says $outcome where it is so', async ({ outcome, identifier, set }) => {
  set();
  expect(await ask(identifier)).toEqual({ outcome });
});

it('is halted by a token that is refused', async () => {
  expect(await ask({ by: 'id', value: 'c1' }, 'other')).toMatchObject({
    outcome: 'halted',
    halt: { cause: 'token_refused' },
  });
});
