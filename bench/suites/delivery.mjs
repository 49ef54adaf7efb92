import { createPoolHttp } from '@intercom-destination/backfill';
import {
  createMapper,
  createWorkspace,
  DEFAULT_DELIVERY_SETTINGS,
  Deliverer,
  PatientSender,
  systemClock,
  toRequest,
} from '@intercom-destination/core';
import { IntercomClient } from 'intercom-client';
import { strict as assert } from 'node:assert';
import { Pool } from 'undici';
import { flat } from '../inputs.mjs';
import { compare } from '../measure.mjs';
import { startSimulatorProcess } from '../simulator-process.mjs';

const LANES = [10, 50];
const ROUNDS = { rounds: 9, roundMs: 1_000 };

/** Delivery as a run makes it, to the simulator, beside a bare loop over the same connections, and beside Intercom's own client. */
export default async function delivery() {
  const simulator = await startSimulatorProcess();
  try {
    const rows = [];
    for (const lanes of LANES) rows.push(...(await withLanes(simulator, lanes)));
    return rows;
  } finally {
    simulator.stop();
  }
}

async function withLanes({ url, token }, lanes) {
  const { http, close } = createPoolHttp(url, lanes);
  const pool = new Pool(url, { connections: lanes, pipelining: 1 });
  const workspace = createWorkspace({ token, at: { baseUrl: url } });
  const settings = { ...DEFAULT_DELIVERY_SETTINGS, rateShare: 1, concurrency: lanes };
  const environment = { workspace, http, clock: systemClock, random: Math.random };
  const deliverer = new Deliverer(new PatientSender(environment, settings), settings);
  const official = new IntercomClient({ baseUrl: url, token, maxRetries: 0 });

  const ours = overLanes(lanes, async (dataEvent) => {
    assert.equal((await deliverer.deliver({ dataEvent, identity })).outcome, 'accepted');
  });
  const bare = overLanes(lanes, async (dataEvent) => {
    const { method, headers, body } = toRequest(dataEvent, workspace);
    const reply = await pool.request({ method, path: '/events', headers, body });
    await reply.body.text();
    assert.equal(reply.statusCode, 202);
  });
  const theirs = overLanes(lanes, (dataEvent) => official.events.create(dataEvent));

  const storedBefore = await countStored(url);
  sent = 0;
  const besideBare = await compare(bare, ours, ROUNDS);
  const besideClient = await compare(theirs, ours, ROUNDS);
  // No two are alike, so each must be there: whoever sent it did the work.
  assert.equal((await countStored(url)) - storedBefore, sent);
  await close();
  await pool.close();
  return [
    row(lanes, 'a bare undici `Pool`, the same bodies', besideBare, 0.85),
    row(lanes, "Intercom's own `intercom-client`", besideClient, 3),
  ];
}

/** Sends so many events, no two of them alike, over so many lanes. */
function overLanes(lanes, send) {
  return async (count) => {
    let left = count;
    const lane = async () => {
      while (left > 0) {
        left -= 1;
        await send(nextDataEvent());
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
  };
}

const { dataEvent, identity } = createMapper()(flat);
let second = dataEvent.created_at;
let sent = 0;

function nextDataEvent() {
  second += 1;
  sent += 1;
  return { ...dataEvent, created_at: second };
}

async function countStored(url) {
  const reply = await fetch(`${url}/_simulator/statistics`);
  return (await reply.json()).events.stored;
}

function row(lanes, beside, { median, low, high }, least) {
  return {
    what: `delivery over ${lanes} connections`,
    beside,
    ratio: { median, low, high },
    goal: { least },
  };
}
