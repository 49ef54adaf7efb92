import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chdir, exit, stdin, stdout } from 'node:process';

// node --no-node-snapshot transform-in-checkout.mjs CHECKOUT: runs events through a transformation in the checkout's own
// isolated-vm, and what comes out through the destination that it is for. Groups of code and events come in as JSON, results go out.
const [, , checkout] = process.argv;
process.env.LOG_LEVEL = 'silent';
chdir(checkout);
const require = createRequire(join(checkout, 'package.json'));
const { processCdkV2Workflow } = require('./dist/src/cdk/v2/handler.js');
const { userTransformHandler } = require('./dist/src/util/customTransformer.js');
const { processRouterDest } = require('./dist/src/v0/destinations/intercom_v2/transform.js');

const groups = JSON.parse(await readAll(stdin));
const results = [];
for (const group of groups) results.push(await runGroup(group));
// The transformer's modules keep timers, so that nothing else would end this process.
stdout.write(JSON.stringify(results), () => exit(0));

async function runGroup({ code, events }) {
  const revision = {
    code,
    codeVersion: '1',
    versionId: 'v1',
    id: 't1',
    workspaceId: 'w1',
    name: 'ours',
    language: 'javascript',
  };
  const { transformedEvents, logs } = await userTransformHandler(events, 'v1', [], revision, true);
  const typeOf = new Map(
    events.map(({ message, metadata }) => [message.messageId, metadata.destinationType]),
  );
  const outputs = [];
  for (const message of transformedEvents) {
    const destinationType = typeOf.get(message.messageId);
    outputs.push({ destinationType, message, sent: await send(destinationType, structuredClone(message)) });
  }
  return { outputs, logs };
}

/** The body that the destination sends, or its error. The anonymous id is switched on, since it must not get through. */
async function send(destinationType, message) {
  const input = {
    message,
    metadata: { jobId: 1, secret: { accessToken: 'token' } },
    destination: { ID: 'd1', Config: { apiKey: 'token', apiServer: 'standard', sendAnonymousId: true } },
  };
  const [output] =
    destinationType === 'INTERCOM'
      ? await processCdkV2Workflow('intercom', [input], 'router')
      : await processRouterDest([input], {});
  return output.batchedRequest?.body.JSON ?? { error: output.error };
}

async function readAll(stream) {
  stream.setEncoding('utf8');
  let text = '';
  for await (const chunk of stream) text += chunk;
  return text;
}
