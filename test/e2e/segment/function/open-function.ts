import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';

/** What a Destination Function may be asked. */
export interface DestinationFunction {
  onTrack(event: unknown, settings: unknown): Promise<void>;
  onBatch(
    events: readonly unknown[],
    settings: unknown,
  ): Promise<readonly { status: number; errormessage?: string }[]>;
  onDelete(event: unknown, settings: unknown): Promise<void>;
  onIdentify(event: unknown, settings: object): unknown;
}

/** `fetch` as Segment gives it to functions: node-fetch 2. */
export const nodeFetch = findNodeFetch();

/** Builds the one file and runs it where there is nothing but the language, what Segment promises, and what is given. */
export function openFunction(globals: object = {}): { functions: DestinationFunction; source: string } {
  const source = build();
  const world = createContext({ fetch: nodeFetch, ...globals });
  runInContext(
    'for (const name of ["EventNotSupported", "InvalidEventPayload", "ValidationError", "RetryError"])' +
      '  globalThis[name] = { [name]: class extends Error { name = name; } }[name];',
    world,
  );
  runInContext(source, world);
  const functions = runInContext(
    '({ onTrack, onBatch, onDelete, onIdentify })',
    world,
  ) as DestinationFunction;
  return { functions, source };
}

function build(): string {
  const folder = mkdtempSync(join(tmpdir(), 'function-'));
  try {
    const file = join(folder, 'function.js');
    const script = join(__dirname, '../../../../packages/segment-destination/build-function.mjs');
    execFileSync(process.execPath, [script, file]);
    return readFileSync(file, 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function findNodeFetch(): unknown {
  const host = createRequire(require.resolve('@segment/actions-core'));
  return createRequire(host.resolve('cross-fetch'))('node-fetch');
}
