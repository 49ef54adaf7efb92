import { writeSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

// Runs a program of Node with its arguments, and at its end writes its peak memory in bytes and its processor time in
// milliseconds to the file descriptor 3, as JSON.
const [, , program] = process.argv;
process.argv.splice(1, 1);
process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  writeSync(
    3,
    JSON.stringify({ peakBytes: maxRSS * 1024, processorMs: (userCPUTime + systemCPUTime) / 1_000 }),
  );
});
await import(pathToFileURL(program).href);
