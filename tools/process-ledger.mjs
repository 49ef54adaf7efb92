import { existsSync, readFileSync } from 'node:fs';

/**
 * Kills the process groups that tests have started and not ended, as after a jest that was itself killed. Gives how many
 * there were. The ledger is written by test/lifetime/process.ts.
 */
export function killLeftRunning(ledger) {
  if (!existsSync(ledger)) return 0;
  const groups = new Set();
  for (const line of readFileSync(ledger, 'utf8').split('\n')) {
    if (line.startsWith('+')) groups.add(Number(line.slice(1)));
    if (line.startsWith('-')) groups.delete(Number(line.slice(1)));
  }
  return [...groups].filter(killGroup).length;
}

/** False: it has ended already. */
function killGroup(pid) {
  try {
    process.kill(-pid, 'SIGKILL');
    return true;
  } catch {
    return false;
  }
}
