import {
  createWorkspace,
  ImpatientSender,
  listEvents,
  sendByFetch,
  systemClock,
  type HttpSend,
} from '@intercom-destination/core';
import type { Simulator } from '@intercom-destination/simulator';
import { beforeEach, expect, it } from '@jest/globals';
import { startSimulator } from '../../lifetime/simulator';

const DAY_S = 24 * 60 * 60;
const now = Math.floor(Date.now() / 1000);
const STORED = 40;

let simulator: Simulator;

beforeEach(async () => {
  simulator = await startSimulator();
  simulator.seedContacts([{ id: 'c1' }]);
  for (let at = 0; at < STORED; at += 1) await store(now - at);
  await store(now - 91 * DAY_S);
});

async function store(created_at: number): Promise<void> {
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

function ask(from: number, http: HttpSend = sendByFetch, id = 'c1') {
  const workspace = createWorkspace({ token: simulator.token, at: { baseUrl: simulator.url } });
  const environment = { workspace, http, clock: systemClock, random: Math.random };
  const sender = new ImpatientSender(environment, { requestTimeoutMs: 60_000 });
  return listEvents(sender, { by: 'id', value: id }, from);
}

it('lists over all pages, the newest first, what Intercom still lists', async () => {
  const list = await ask(now - 365 * DAY_S);
  expect(list).toEqual({
    outcome: 'found',
    events: Array.from({ length: STORED }, (_, at) => ({ name: 'Opened', second: now - at })),
    completeFrom: now - 365 * DAY_S,
  });
});

it('reads no page that is older than asked for', async () => {
  expect(await ask(now - 3)).toMatchObject({ outcome: 'found', completeFrom: now - 3 });
  expect(simulator.statistics().byRoute['GET /events']).toBe(1);
});

it("reads on at the workspace's own address, whatever host a page names", async () => {
  const asked = new Set<string>();
  const behindProxy: HttpSend = async (request, signal) => {
    asked.add(new URL(request.url).host);
    const reply = await sendByFetch(request, signal);
    return { ...reply, body: reply.body.replaceAll(simulator.url, 'https://api.intercom.io') };
  };
  const list = await ask(now - STORED, behindProxy);
  expect(list).toMatchObject({ outcome: 'found', completeFrom: now - STORED });
  expect(list.outcome === 'found' && list.events.length).toBe(STORED);
  expect([...asked]).toEqual([new URL(simulator.url).host]);
});

it('reads no page whose address is none', async () => {
  const without: HttpSend = async (request, signal) => {
    const reply = await sendByFetch(request, signal);
    return { ...reply, body: reply.body.replaceAll(`${simulator.url}/`, 'page ') };
  };
  expect(await ask(now - STORED, without)).toMatchObject({ outcome: 'found', completeFrom: now - 13 });
});

it.each([
  { outcome: 'no_contact', id: 'nobody', set: () => undefined },
  {
    outcome: 'not_permitted',
    id: 'c1',
    set: () => {
      simulator.denyPermissions(['read_events']);
    },
  },
  {
    outcome: 'failed',
    id: 'c1',
    set: () => {
      simulator.addFault({ kind: 'status', status: 500 });
    },
  },
])('says $outcome where it is so', async ({ outcome, id, set }) => {
  set();
  expect(await ask(now, sendByFetch, id)).toEqual({ outcome });
});
