import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root, runOrExit, toolScript } from './run.mjs';
import { setUp } from './set-up.mjs';

// `--quick` leaves out what starts processes or checks packages; every other argument goes to jest.
const args = process.argv.slice(2);
const quick = args.includes('--quick');

setUp();
mkdirSync(join(root, 'test-results'), { recursive: true });
runOrExit(process.execPath, [
  toolScript('jest'),
  '--json',
  '--outputFile=test-results/jest.json',
  ...(quick ? ['--testPathIgnorePatterns', '/test/e2e/', '/test/packages/', '/dist/', '/node_modules/'] : []),
  ...args.filter((argument) => argument !== '--quick'),
]);
