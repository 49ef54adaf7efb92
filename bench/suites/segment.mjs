import { strict as assert } from 'node:assert';
import { createRequire } from 'node:module';
import { named, series } from '../inputs.mjs';
import { compare } from '../measure.mjs';
import { requireRival } from '../rivals.mjs';

const require = createRequire(import.meta.url);
const BATCH = 100;
const WARM_UP_BATCHES = 200;

/** Ours beside Segment's own Intercom destination, each in the runtime that it was built with, its requests stubbed. */
export default async function segment() {
  const ours = open(
    require('@segment/actions-core'),
    require('@intercom-destination/segment-destination').default,
    {
      accessToken: 'token',
      region: 'US',
    },
  );
  const theirs = open(
    requireRival('@segment/actions-core'),
    requireRival('@segment/action-destinations/dist/destinations/intercom').default,
    {},
  );
  await warmUp((events) => ours.onBatch(events));
  for (const { onEvent } of [ours, theirs]) {
    await warmUp(async (events) => {
      for (const event of events) await onEvent(event);
    });
  }
  const rows = [];
  for (const [name, call] of Object.entries(named)) {
    rows.push(await comparePerform(name, call, ours, theirs));
    rows.push(await compareOnEvent(name, call, ours, theirs));
    rows.push(await compareBatch(name, call, ours, theirs));
  }
  return rows;
}

/**
 * A destination in its host, with requests that are answered at once. The body becomes text, which is what the host's
 * client does first where an action leaves it to it.
 */
function open({ Destination, defaultValues }, definition, settings) {
  const counted = { requests: 0 };
  const stub = (_url, { json, body = JSON.stringify(json) }) => {
    if (body.length > 2) counted.requests += 1;
    return Promise.resolve({ status: 202, headers: NO_HEADERS, content: '', data: undefined });
  };
  const { trackEvent } = definition.actions;
  let onPayload = () => {};
  const perform = (_request, data) => {
    onPayload(data.payload);
    return trackEvent.perform(stub, data);
  };
  const performBatch = trackEvent.performBatch && ((_request, data) => trackEvent.performBatch(stub, data));
  const action = { ...trackEvent, perform, ...(performBatch === undefined ? {} : { performBatch }) };
  const host = new Destination({ ...definition, actions: { trackEvent: action } });
  const mapping = defaultValues(trackEvent.fields);
  const subscription = { partnerAction: 'trackEvent', subscribe: 'type = "track"', mapping };
  const allSettings = { ...settings, subscription };
  return {
    counted,
    onEvent: (event) => host.onEvent(event, allSettings),
    onBatch: (events) => host.onBatch(events, allSettings),
    perform: (payload) => trackEvent.perform(stub, { payload, settings }),
    /** The payload that the host makes of an event, for `perform` alone. */
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

const NO_HEADERS = new Map();

/** A batch of ours takes four times as long in its first second as later, which would be the first row's only figure. */
async function warmUp(work) {
  for (let at = 0; at < WARM_UP_BATCHES; at += 1) {
    for (const call of Object.values(named)) await work(series(call, BATCH));
  }
}

async function comparePerform(name, call, ours, theirs) {
  const [own, other] = [await copier(ours, call), await copier(theirs, call)];
  const { median, low, high } = await compare(
    times((target) => target.perform(other()), theirs),
    times((target) => target.perform(own()), ours),
  );
  return row(`\`perform\`: ${name}`, "Segment's own destination", { median, low, high }, 1);
}

async function copier(target, call) {
  const payload = await target.payloadOf(call);
  return () => ({ ...payload, metadata: { ...payload.metadata } });
}

async function compareOnEvent(name, call, ours, theirs) {
  const { median, low, high } = await compare(
    times((target) => target.onEvent(call), theirs),
    times((target) => target.onEvent(call), ours),
  );
  return row(`\`onEvent\`: ${name}`, "Segment's own destination", { median, low, high }, 1);
}

async function compareBatch(name, call, ours, theirs) {
  const events = series(call, BATCH);
  const { median, low, high, perCallNs } = await compare(
    times(
      async (target) => {
        for (const event of events) await target.onEvent(event);
      },
      theirs,
      BATCH,
    ),
    times((target) => target.onBatch(events), ours, BATCH),
  );
  const theirRate = Math.round((1e9 / perCallNs) * BATCH).toLocaleString('en');
  return row(
    `\`onBatch\` of ${BATCH}: ${name}`,
    'its `onEvent`, a hundred times',
    { median, low, high },
    2,
    `its: ${theirRate} events a second`,
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

/** The ratio is that of their time to ours: how many times as many events we do in a second. */
function row(what, beside, ratio, least, detail = '') {
  return { what: `Segment ${what}`, beside, ratio, goal: { least }, detail };
}
