import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The script behind a development tool's command, so that it runs with plain `node` on every system. */
export function toolScript(packageName, command = packageName) {
  const folder = join(root, 'tools', 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[command]);
}

/** The command that runs the pinned pnpm, and its first arguments. */
export function pnpmCommand() {
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return { npx: process.platform === 'win32' ? 'npx.cmd' : 'npx', first: ['--yes', packageManager] };
}

/** Runs a command in the foreground and ends this process with its exit code if it fails. */
export function runOrExit(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (error !== undefined) {
    console.error(`Could not start ${command}: ${error.message}`);
    process.exit(1);
  }
  if (status !== 0) process.exit(status ?? 1);
}
