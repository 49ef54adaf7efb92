import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { named, series } from '../inputs.mjs';
import { compare, processorNs } from '../measure.mjs';
import { answerInMemory } from '../memory-socket.mjs';
import { requireRival } from '../rivals.mjs';

const require = createRequire(import.meta.url);
const core = require('@segment/actions-core');
const BATCH = 50;
const WARM_UP_BATCHES = 200;
const IN_TURNS = { rounds: 15, nowNs: processorNs };

/**
 * Ours beside Segment's own Intercom destination, both in one copy of actions-core. In most rows the host's request client is a
 * stub, which makes text of the body and answers 202 at once; in the last ones it is the host's own, with a connection in
 * memory.
 */
export default async function segment() {
  const definitions = {
    ours: require('@intercom-destination/segment-destination').default,
    theirs: requireRival('@segment/action-destinations/dist/destinations/intercom').default,
  };
  const ours = open(definitions.ours, SETTINGS, stubbed);
  const theirs = open(definitions.theirs, {}, stubbed);
  await warmUp((events) => ours.onBatch(events));
  for (const { onEvent } of [ours, theirs]) await warmUp((events) => each(events, onEvent));
  const rows = [];
  for (const [name, call] of Object.entries(named)) {
    rows.push(await compareSize(name, call, ours, theirs));
    rows.push(await comparePerform(name, call, ours, theirs));
    rows.push(await compareOnEvent(name, call, ours, theirs, 'stubbed', { most: 1.35 }));
    rows.push(await compareBatch(name, call, ours, theirs));
  }
  const putBack = answerInMemory();
  const whole = {
    ours: open(definitions.ours, SETTINGS, (request) => request),
    theirs: open(definitions.theirs, {}, (request) => request),
  };
  for (const [name, call] of Object.entries(named)) {
    rows.push(await compareOnEvent(name, call, whole.ours, whole.theirs, 'with the whole HTTP client'));
  }
  putBack();
  return rows;
}

const SETTINGS = { accessToken: 'token', region: 'US' };
const NO_HEADERS = new Map();

/** The body becomes text, which is what the host's client does first where an action leaves it to it. */
function stubbed() {
  return (_url, { json, body = JSON.stringify(json) }) => {
    assert(body.length > 2);
    return Promise.resolve({ status: 202, headers: NO_HEADERS, content: '', data: undefined });
  };
}

/** A destination in its host. `toClient` makes of the host's request client the one that the action gets. */
function open(definition, settings, toClient) {
  const { trackEvent } = definition.actions;
  const counted = { requests: 0 };
  const counting = (request) => {
    const client = toClient(request);
    return (url, options) => {
      counted.requests += 1;
      return client(url, options);
    };
  };
  let onPayload = () => {};
  const perform = (request, data) => {
    onPayload(data.payload);
    return trackEvent.perform(counting(request), data);
  };
  const performBatch =
    trackEvent.performBatch && ((request, data) => trackEvent.performBatch(counting(request), data));
  const action = { ...trackEvent, perform, ...(performBatch === undefined ? {} : { performBatch }) };
  // A newer fast-uri than Segment's refuses a name with a blank, as theirs has one.
  const name = definition.name.replace(/\W/g, '');
  const host = new core.Destination({ ...definition, name, actions: { trackEvent: action } });
  const mapping = core.defaultValues(trackEvent.fields);
  const subscription = { partnerAction: 'trackEvent', subscribe: 'type = "track"', mapping };
  const allSettings = { ...settings, subscription };
  const client = counting(undefined);
  return {
    counted,
    onEvent: async (event) => {
      await host.onEvent(event, allSettings);
      // The host keeps every response.
      host.responses.length = 0;
    },
    onBatch: (events) => host.onBatch(events, allSettings),
    perform: (payload) => trackEvent.perform(client, { payload, settings }),
    /** The payload that the host makes of an event. */
    payloadOf: async (event) => {
      let payload;
      // Theirs changes it, so that what is left afterwards would spare it most of its work.
      onPayload = (given) => (payload = structuredClone(given));
      await host.onEvent(event, allSettings);
      onPayload = () => {};
      return payload;
    },
  };
}

async function each(events, work) {
  for (const event of events) await work(event);
}

/** A batch of ours takes four times as long in its first second as later, which would be the first row's only figure. */
async function warmUp(work) {
  for (let at = 0; at < WARM_UP_BATCHES; at += 1) {
    for (const call of Object.values(named)) await work(series(call, BATCH));
  }
}

async function compareSize(name, call, ours, theirs) {
  const [own, other] = [await bytesOf(ours, call), await bytesOf(theirs, call)];
  const ratio = own / other;
  return row(`payload: ${name}`, { median: ratio }, { most: 1.3 }, `${own} bytes; theirs: ${other}`);
}

async function bytesOf(target, call) {
  return Buffer.byteLength(JSON.stringify(await target.payloadOf(call)));
}

async function comparePerform(name, call, ours, theirs) {
  const [own, other] = [await copier(ours, call), await copier(theirs, call)];
  const ratio = await compare(
    times((target) => target.perform(own()), ours),
    times((target) => target.perform(other()), theirs),
    IN_TURNS,
  );
  return row(`\`perform\`, stubbed, processor time: ${name}`, ratio);
}

async function copier(target, call) {
  const payload = await target.payloadOf(call);
  return () => ({ ...payload, metadata: { ...payload.metadata } });
}

async function compareOnEvent(name, call, ours, theirs, client, goal) {
  const ratio = await compare(
    times((target) => target.onEvent(call), ours),
    times((target) => target.onEvent(call), theirs),
    IN_TURNS,
  );
  const ownUs = (ratio.perCallNs / 1e3).toFixed(0);
  return row(`\`onEvent\`, ${client}, processor time: ${name}`, ratio, goal, `ours: ${ownUs} µs an event`);
}

async function compareBatch(name, call, ours, theirs) {
  const events = series(call, BATCH);
  const ratio = await compare(
    times((target) => each(events, target.onEvent), theirs, BATCH),
    times((target) => target.onBatch(events), ours, BATCH),
    IN_TURNS,
  );
  return row(
    `\`onBatch\` of ${BATCH}, stubbed, events with the same processor time as its \`onEvent\`: ${name}`,
    ratio,
    {
      least: 2,
    },
  );
}

/** Each repetition has to make so many requests. */
function times(work, target, requests = 1) {
  return async (count) => {
    const before = target.counted.requests;
    for (let at = 0; at < count; at += 1) await work(target);
    assert.equal(target.counted.requests - before, count * requests);
  };
}

function row(what, { median, low, high }, goal, detail = '') {
  return {
    what: `Segment ${what}`,
    beside: `Segment's own destination, actions-core ${versionOfCore()}`,
    ratio: { median, low, high },
    goal,
    detail,
  };
}

function versionOfCore() {
  const manifest = join(dirname(require.resolve('@segment/actions-core')), '..', '..', 'package.json');
  return JSON.parse(readFileSync(manifest, 'utf8')).version;
}
