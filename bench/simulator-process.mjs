import { spawn } from 'node:child_process';
import { once } from 'node:events';

const PROGRAM = `
  import { startSimulator } from '@intercom-destination/simulator';
  const simulator = await startSimulator({ rateLimitPerWindow: 1_000_000_000 });
  simulator.seedContacts([{ role: 'user', external_id: 'u_4711' }]);
  console.log(JSON.stringify({ url: simulator.url, token: simulator.token }));
`;

/** A simulator without a rate limit, in a process of its own, so that it competes for no thread of what is measured. */
export async function startSimulatorProcess() {
  const child = spawn(process.execPath, ['--input-type', 'module', '--eval', PROGRAM], {
    cwd: new URL('.', import.meta.url),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(child.stdout, 'data');
  return { ...JSON.parse(line), stop: () => child.kill() };
}
