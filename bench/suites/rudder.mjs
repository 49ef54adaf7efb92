import { strict as assert } from 'node:assert';
import { createRequire } from 'node:module';
import { named } from '../inputs.mjs';
import { compare } from '../measure.mjs';

const require = createRequire(import.meta.url);
const { processRouterDest } = require('@intercom-destination/rudder-destination');
const BATCHES = [20, 100];
const LEAST = 0.35;

/**
 * `processRouterDest` beside one that maps nothing: it answers each event with a request that says hardly anything. Once
 * with the batch coming in and the answer going out as JSON, as in the transformer's server, and once without.
 */
export default async function rudder() {
  const rows = [];
  for (const { how, through } of WAYS) {
    for (const size of BATCHES) {
      for (const [name, call] of Object.entries(named))
        rows.push(await row(size, name, inputsOf(call, size), how, through));
    }
  }
  return rows;
}

const WAYS = [
  { how: 'as JSON in and out', through: throughJson },
  { how: 'alone', through: asItIs },
];

async function row(size, name, inputs, how, through) {
  const { median, low, high, perCallNs } = await compare(
    through(echo, inputs),
    through(processRouterDest, inputs),
  );
  const echoed = Math.round((1e9 / perCallNs) * size).toLocaleString('en');
  return {
    what: `RudderStack \`processRouterDest\`, batches of ${size}, ${how}: ${name}`,
    beside: 'an echo of a minimal request',
    ratio: { median, low, high },
    goal: { least: LEAST },
    detail: `the echo: ${echoed} events a second`,
  };
}

/** As the transformer's server has them: the destination is one frozen object for all events. */
function inputsOf(call, size) {
  const Config = Object.freeze({ apiKey: 'token', apiServer: 'standard' });
  const destination = {
    ID: 'd1',
    Name: 'Intercom',
    Config,
    DestinationDefinition: { Name: 'INTERCOM_EVENTS' },
  };
  return Array.from({ length: size }, (_, jobId) => ({
    message: call,
    metadata: { jobId, userId: call.userId, sourceId: 's1', destinationId: 'd1', workspaceId: 'w1' },
    destination,
  }));
}

async function echo(inputs) {
  return inputs.map(({ message, metadata, destination }) => ({
    batchedRequest: {
      version: '1',
      type: 'REST',
      method: 'POST',
      endpoint: 'https://api.intercom.io/events',
      headers: {},
      params: {},
      files: {},
      body: { JSON: { event_name: message.event }, JSON_ARRAY: {}, XML: {}, FORM: {} },
    },
    metadata: [metadata],
    destination,
    batched: false,
    statusCode: 200,
  }));
}

function asItIs(process, inputs) {
  return async (count) => {
    for (let at = 0; at < count; at += 1) check(await process(inputs, {}), inputs);
  };
}

/** The destination comes compacted, once for all events. */
function throughJson(process, inputs) {
  const [{ destination }] = inputs;
  const body = JSON.stringify(inputs.map(({ message, metadata }) => ({ message, metadata })));
  return async (count) => {
    for (let at = 0; at < count; at += 1) {
      const parsed = JSON.parse(body).map((event) => ({ ...event, destination }));
      const outputs = await process(parsed, {});
      check(outputs, inputs);
      assert.ok(JSON.stringify({ output: outputs }).length > 0);
    }
  };
}

function check(outputs, inputs) {
  assert.equal(outputs.length, inputs.length);
  assert.equal(outputs[0].statusCode, 200);
}
