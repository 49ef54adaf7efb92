#!/usr/bin/env node
import { execute, reportFault } from './commands/program';

// A reader such as `head` that has seen enough is no fault, and must not cut a run short.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

// Node's own exit code for a bug, 1, would say that a run has finished.
process.on('uncaughtException', (error) => {
  process.exit(reportFault(error));
});

process.exitCode = await execute(process.argv.slice(2));
