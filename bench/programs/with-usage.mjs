import { writeSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

// Runs a program of Node with its arguments, and at its end writes its peak memory in bytes to the file descriptor 3.
const [, , program] = process.argv;
process.argv.splice(1, 1);
process.on('exit', () => {
  writeSync(3, String(process.resourceUsage().maxRSS * 1024));
});
await import(pathToFileURL(program).href);
