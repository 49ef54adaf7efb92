import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { createFolder } from '../../../lifetime/folder';
import { outputOf } from '../../../lifetime/run-process';

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
const nodeFetch = findNodeFetch();

/** Builds the one file. */
export async function buildFunction(): Promise<string> {
  const file = join(createFolder().folder, 'function.js');
  const script = join(__dirname, '../../../../packages/segment-destination/build-function.mjs');
  await outputOf(process.execPath, [script, file]);
  return readFileSync(file, 'utf8');
}

/** Runs it where there is nothing but the language with the `Date` of now, what Segment promises, and what is given. */
export function openFunction(source: string, globals: object = {}): DestinationFunction {
  const world = createContext({ fetch: nodeFetch, Date, ...globals });
  runInContext(
    'for (const name of ["EventNotSupported", "InvalidEventPayload", "ValidationError", "RetryError"])' +
      '  globalThis[name] = { [name]: class extends Error { name = name; } }[name];',
    world,
  );
  runInContext(source, world);
  return runInContext('({ onTrack, onBatch, onDelete, onIdentify })', world) as DestinationFunction;
}

function findNodeFetch(): unknown {
  const host = createRequire(require.resolve('@segment/actions-core'));
  return createRequire(host.resolve('cross-fetch'))('node-fetch');
}
