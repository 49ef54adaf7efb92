import { spawn } from 'node:child_process';
import { root, toolScript } from './run.mjs';
import { setUp } from './set-up.mjs';

// Lint, format and types, all of them even if one fails. `--write` mends what can be mended.
const write = process.argv.includes('--write');

setUp();
const checks = [
  ['lint', 'eslint', 'eslint', write ? ['--fix', '.'] : ['.']],
  ['format', 'prettier', 'prettier', [write ? '--write' : '--check', '--log-level', 'warn', '.']],
  ['types', 'typescript', 'tsc', ['--project', 'tsconfig.json']],
];

const failed = [];
await Promise.all(
  checks.map(async ([title, packageName, command, args]) => {
    const { code, output } = await run(toolScript(packageName, command), args);
    if (code !== 0) failed.push(title);
    if (output.trim() !== '') console.log(`── ${title}\n${output.trimEnd()}`);
  }),
);
console.log(
  failed.length === 0
    ? 'check: lint, format and types are clean'
    : `check: ${failed.sort().join(', ')} failed`,
);
process.exitCode = failed.length === 0 ? 0 : 1;

function run(script, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], { cwd: root });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}
