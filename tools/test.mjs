import { describeRun, runJest } from './run-jest.mjs';
import { setUp } from './set-up.mjs';

// `--quick` leaves out what starts processes or checks packages; every other argument goes to jest.
const QUICK = [
  '--testPathIgnorePatterns',
  '/test/e2e/',
  '/test/packages/',
  '/test/tools/',
  '/dist/',
  '/node_modules/',
];

const args = process.argv.slice(2);
const isQuick = args.includes('--quick');

setUp();
const run = await runJest({
  args: [...(isQuick ? QUICK : []), ...args.filter((argument) => argument !== '--quick')],
});
console.log(describeRun(run));
process.exitCode = run.failed === 0 && run.faults.length === 0 && run.passed > 0 ? 0 : 1;
