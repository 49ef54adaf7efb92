import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const WRAPPER = fileURLToPath(new URL('programs/with-usage.mjs', import.meta.url));

/** Runs a program of Node to its end: how long it took, its processor time, its peak memory, and what it printed. */
export async function runProgram(file, args, { env = {}, onStart } = {}) {
  const startMs = performance.now();
  const child = spawn(process.execPath, [WRAPPER, file, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
  });
  onStart?.(child);
  const [stdout, usage] = [child.stdout, child.stdio[3]].map(collect);
  const [code] = await once(child, 'close');
  return { code, ms: performance.now() - startMs, ...JSON.parse(await usage), stdout: await stdout };
}

async function collect(stream) {
  let text = '';
  for await (const chunk of stream) text += chunk;
  return text;
}
