import type { MappingSettings } from '@intercom-destination/core';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { isMap, overJson } from '../contract/rudder-answer';

/** The one file, as it is built. */
export const TRANSFORMATION = readFileSync(
  join(__dirname, '../../packages/rudder-destination/dist/transformation.js'),
  'utf8',
);

export interface WorldInput {
  readonly message: Readonly<Record<string, unknown>>;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** An event that came out, or the error of one that threw. Nothing came of an event that was dropped. */
export type WorldOutput =
  | { readonly transformedEvent: Readonly<Record<string, unknown>>; readonly metadata: unknown }
  | { readonly error: string; readonly metadata: unknown };

/** The file with other settings at its top, as whoever pastes it would write them. */
export function withSettings(settings: Partial<MappingSettings>): string {
  return TRANSFORMATION.replace(
    /^const SETTINGS = \{$[^]*?^\};$/m,
    () => `const SETTINGS = ${JSON.stringify(settings)};`,
  );
}

/**
 * Runs a transformation where there is nothing but the language and `log`, called as RudderStack's wrapper calls it:
 * metadata are found by `messageId`, what is null or undefined is dropped, and what is no object is an error. Source:
 * rudderlabs/rudder-transformer 1.145.0 (c98d160c, 2026-08-06), `src/util/ivmFactory.js`. It runs modules in isolated-vm; here
 * the file runs as a script, which tells no difference to a file without imports.
 */
export function openTransformation(code: string = TRANSFORMATION) {
  const logged: string[] = [];
  const world = createContext(
    { log: (...args: readonly string[]) => logged.push(args.join(' ')) },
    { codeGeneration: { strings: false, wasm: false } },
  );
  runInContext(code.replace(/^export (?=function )/gm, ''), world);
  runInContext(`async function callEach(inputs) {${WRAPPER}}`, world);
  return {
    logged,
    evaluate: (expression: string): unknown => runInContext(expression, world),
    /** Everything goes in and out as copies, as between isolates. */
    run: async (inputs: readonly WorldInput[]): Promise<readonly WorldOutput[]> => {
      const outputs: unknown = await runInContext(
        `callEach(JSON.parse(${JSON.stringify(JSON.stringify(inputs))}))`,
        world,
      );
      const copies = overJson(outputs);
      if (!Array.isArray(copies) || !copies.every(isMap))
        throw new Error('The outputs are no list of objects.');
      return copies as unknown as WorldOutput[];
    },
  };
}

const WRAPPER = `
  const known = {};
  for (const { message, metadata } of inputs) known[message.messageId] = metadata;
  const metadata = (event) => ({ ...(known[event.messageId] ?? {}) });
  const outputs = [];
  await Promise.all(inputs.map(async ({ message }) => {
    const own = known[message.messageId] ?? {};
    try {
      const came = await transformEvent(message, metadata);
      if (came === null || came === undefined) return;
      const isObject = Object.prototype.toString.call(came) === '[object Object]';
      outputs.push(isObject ? { transformedEvent: came, metadata: own } : { error: 'not an object', metadata: own });
    } catch (error) {
      outputs.push({ error: error.stack, metadata: own });
    }
  }));
  return outputs;
`;
