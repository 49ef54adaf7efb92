import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const LOOKS_APART_MS = 10;
const PROGRAM = `
  import { startSimulator } from '@intercom-destination/simulator';
  const [rateLimitPerWindow, rateLimitResetOffsetSeconds] = process.argv.slice(1).map(Number);
  const simulator = await startSimulator({ rateLimitPerWindow, switches: { rateLimitResetOffsetSeconds } });
  simulator.seedContacts([{ role: 'user', external_id: 'u_4711' }]);
  console.log(JSON.stringify({ url: simulator.url, token: simulator.token }));
  let window = Math.floor(Date.now() / 10_000);
  let before = { accepted: 0, refused: 0 };
  setInterval(() => {
    if (Math.floor(Date.now() / 10_000) === window) return;
    window += 1;
    const { events, byStatus } = simulator.statistics();
    const now = { accepted: events.accepted, refused: byStatus['429'] ?? 0 };
    console.log(JSON.stringify({ accepted: now.accepted - before.accepted, refused: now.refused - before.refused }));
    before = now;
  }, ${LOOKS_APART_MS});
`;

/**
 * A simulator in a process of its own, so that it competes for no thread of what is measured. `windows` grows by what was
 * accepted and refused in each window of ten seconds that has ended.
 */
export async function startSimulatorProcess({ rateLimit = 1_000_000_000, resetOffset = 0 } = {}) {
  const child = spawn(
    process.execPath,
    ['--input-type', 'module', '--eval', PROGRAM, String(rateLimit), String(resetOffset)],
    { cwd: new URL('.', import.meta.url), stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const windows = [];
  const lines = createInterface({ input: child.stdout });
  const [first] = await once(lines, 'line');
  lines.on('line', (line) => windows.push(JSON.parse(line)));
  return { ...JSON.parse(first), windows, stop: () => child.kill() };
}
