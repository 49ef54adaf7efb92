import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, relative } from 'node:path';
import { describeSeconds } from './describe-seconds.mjs';
import { killLeftRunning } from './process-ledger.mjs';
import { root, toolScript } from './run.mjs';
import { createWatchdog } from './watchdog.mjs';

const STALL_LIMIT_MS = 5 * 60_000;
/** How long jest may take to exit after its last test. More means that a test has left something open. */
const EXIT_LIMIT_MS = 20_000;

/**
 * Runs jest and gives what came of it. Whatever happens, nothing that the tests have started is running afterwards and
 * their temporary files are gone; a run that hangs is ended, and what was left over counts as a fault.
 */
export async function runJest({
  args = [],
  resultName = 'jest',
  results = join(root, 'test-results'),
  env = {},
  node = process.execPath,
  stallLimitMs = STALL_LIMIT_MS,
  exitLimitMs = EXIT_LIMIT_MS,
}) {
  const startedMs = performance.now();
  mkdirSync(results, { recursive: true });
  const resultFile = join(results, `${resultName}.json`);
  rmSync(resultFile, { force: true });
  const own = mkdtempSync(join(tmpdir(), 'intercom-destination-'));
  const temporary = join(own, 'tmp');
  const ledger = join(own, 'processes');
  mkdirSync(temporary);

  const faults = [];
  const jest = spawn(node, [toolScript('jest'), '--json', `--outputFile=${resultFile}`, ...args], {
    cwd: root,
    // A group of its own, so that its workers end with it.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    detached: true,
    env: {
      ...process.env,
      ...env,
      // What the tests start by name, such as npm, runs on the same Node.
      PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`,
      TMPDIR: temporary,
      TEST_PROCESS_LEDGER: ledger,
    },
  });
  const kill = () => {
    try {
      process.kill(-jest.pid, 'SIGKILL');
    } catch {
      // It has ended meanwhile.
    }
  };
  const watchdog = createWatchdog({
    limitMs: stallLimitMs,
    onStall: (underWay) => {
      faults.push(
        `No test has begun or ended for ${describeSeconds(stallLimitMs / 1_000)}. Under way: ${describeTests(underWay)}`,
      );
      kill();
    },
  });
  let exitTimer;
  jest.on('message', (progress) => {
    watchdog.tell(progress);
    if (progress.kind !== 'complete') return;
    watchdog.stop();
    exitTimer = setTimeout(() => {
      faults.push('jest did not exit after its last test: a test has left something open.');
      kill();
    }, exitLimitMs);
  });
  const interrupt = () => {
    faults.push('Interrupted.');
    kill();
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);

  const code = await new Promise((resolve, reject) => {
    jest.once('error', reject);
    jest.once('exit', resolve);
  });
  process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  watchdog.stop();
  clearTimeout(exitTimer);
  const leftRunning = killLeftRunning(ledger);
  if (leftRunning > 0)
    faults.push(`Tests have left ${leftRunning} process${leftRunning === 1 ? '' : 'es'} running.`);
  // npm, jest and others leave files of their own there.
  const leftFiles = readdirSync(temporary).filter((name) => name.startsWith('test-'));
  if (leftFiles.length > 0) faults.push(`Tests have left files behind: ${leftFiles.slice(0, 5).join(', ')}.`);
  rmSync(own, { recursive: true, force: true, maxRetries: 3 });

  const counts = countTests(resultFile);
  if (code !== 0 && counts.failed === 0 && faults.length === 0) faults.push(`jest exited with ${code}.`);
  return { ...counts, faults, seconds: (performance.now() - startedMs) / 1_000 };
}

/** One line that says what passed and how long it took. */
export function describeRun({ passed, failed, skipped, faults, seconds }) {
  const total = passed + failed + skipped;
  const took = `in ${describeSeconds(seconds)}`;
  const isGreen = failed === 0 && faults.length === 0 && passed > 0;
  const rest = skipped === 0 ? '' : ` (${format(skipped)} skipped)`;
  if (isGreen && skipped === 0) return `All ${format(passed)} tests passed ${took}.`;
  if (isGreen) return `${format(passed)} of ${format(total)} tests passed${rest} ${took}.`;
  const trouble = faults.length === 0 ? '' : ` ${faults.join(' ')}`;
  return `FAILED ${took}: ${format(passed)} of ${format(total)} tests passed, ${format(failed)} failed${rest}.${trouble}`;
}

/** A test file that could not be loaded counts as one failed test. */
function countTests(resultFile) {
  try {
    const result = JSON.parse(readFileSync(resultFile, 'utf8'));
    return {
      passed: result.numPassedTests,
      failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
      skipped: result.numPendingTests + result.numTodoTests,
    };
  } catch {
    return { passed: 0, failed: 0, skipped: 0 };
  }
}

function describeTests(underWay) {
  if (underWay.length === 0) return 'nothing.';
  return underWay.map(({ path, name }) => `${name} (${relative(root, path)})`).join('; ');
}

function format(count) {
  return count.toLocaleString('en-US');
}
