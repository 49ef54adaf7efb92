import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const START_MS = 180_000;

/** Runs the transformer on loopback while `work` asks it, and ends it whatever comes of that. */
export async function withTransformer(app, work) {
  const [port, metricsPort] = [await freePort(), await freePort()];
  const env = {
    ...process.env,
    PORT: String(port),
    METRICS_PORT: String(metricsPort),
    CLUSTER_ENABLED: 'false',
    NODE_OPTIONS: '--no-node-snapshot',
    LOG_LEVEL: 'error',
  };
  const child = spawn(process.execPath, ['dist/src/index.js'], {
    cwd: app,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  const printed = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => printed.push(text));
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  try {
    const base = `http://127.0.0.1:${port}`;
    await untilHealthy(base, child, printed);
    return await work(base);
  } finally {
    end();
    await ended;
    process.removeListener('exit', end);
  }
}

async function untilHealthy(base, child, printed) {
  const until = Date.now() + START_MS;
  while (Date.now() < until && child.exitCode === null) {
    const answer = await fetch(`${base}/health`).catch(() => undefined);
    if (answer?.ok === true) return;
    await wait(200);
  }
  throw new Error(`the transformer does not start: ${Buffer.concat(printed).toString().slice(-2000)}`);
}

/** The system gives a free one. */
async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
