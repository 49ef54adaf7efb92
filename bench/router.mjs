import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { named } from './inputs.mjs';
import { compare } from './measure.mjs';

// node bench/router.mjs <checkout>: how many times the router rate of RudderStack's own destinations ours has, in one process. The
// checkout is of rudderlabs/rudder-transformer, with its dependencies and a build.
const BATCHES = [20, 100];
const [, , checkout] = process.argv;
if (checkout === undefined) throw new Error('Name a checkout of rudder-transformer that is built.');
const require = createRequire(import.meta.url);
const ours = require('@intercom-destination/rudder-destination').processRouterDest;
const built = createRequire(join(resolve(checkout), 'dist', 'src', 'index.js'));
const theirs = built('./v0/destinations/intercom_v2/transform').processRouterDest;

for (const size of BATCHES) {
  for (const [name, call] of Object.entries(named)) {
    const inputs = inputsOf(call, size);
    const { median, low, high, perCallNs } = await compare(repeat(theirs, inputs), repeat(ours, inputs));
    const theirNs = Math.round(perCallNs / size).toLocaleString('en');
    console.log(
      `${median.toFixed(2)} × (${low.toFixed(2)}–${high.toFixed(2)})  intercom_v2, batches of ${size}, ${name}; its own: ${theirNs} ns an event`,
    );
  }
}
// The transformer's modules keep timers.
process.exit(0);

/** As the transformer's server has them: the destination is one frozen object for all events. */
function inputsOf(call, size) {
  const Config = Object.freeze({ apiKey: 'token', apiServer: 'standard', sendAnonymousId: false });
  const destination = { ID: 'd1', Name: 'Intercom', Config, DestinationDefinition: { Name: 'INTERCOM_V2' } };
  return Array.from({ length: size }, (_, jobId) => ({
    message: call,
    metadata: {
      jobId,
      userId: call.userId,
      sourceId: 's1',
      destinationId: 'd1',
      workspaceId: 'w1',
      secret: { accessToken: 'token' },
    },
    destination,
  }));
}

function repeat(route, inputs) {
  return async (count) => {
    for (let at = 0; at < count; at += 1) {
      const outputs = await route(inputs, {});
      if (outputs.length !== inputs.length || outputs[0].statusCode !== 200) {
        throw new Error(JSON.stringify(outputs[0]));
      }
    }
  };
}
