import { execute } from '../../../packages/backfill/src/commands/program';
import { stopAtEnd } from '../../lifetime/lifetime';

const TOKEN_VARIABLE = 'INTERCOM_ACCESS_TOKEN';

export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a command of the sources in this process, which costs a tenth of starting the built one. For tests that need no
 * signal, no standard input, no second command at the same time, and no fault of the system: Node's own errors are of
 * another realm than jest's, where they are not `instanceof Error`.
 */
export async function callCommand(
  args: readonly string[],
  { token }: { readonly token?: string } = {},
): Promise<CommandResult> {
  const { [TOKEN_VARIABLE]: tokenBefore } = process.env;
  const stdout = capture(process.stdout);
  const stderr = capture(process.stderr);
  const { error } = console;
  const restore = () => {
    stdout.restore();
    stderr.restore();
    console.error = error;
    setToken(tokenBefore);
  };
  stopAtEnd(restore);
  // Jest's own console writes elsewhere.
  console.error = (message: unknown) => process.stderr.write(`${String(message)}\n`);
  setToken(token);
  try {
    const code = await execute(args);
    return { code, stdout: stdout.text(), stderr: stderr.text() };
  } finally {
    restore();
  }
}

function capture(stream: NodeJS.WriteStream): { readonly text: () => string; readonly restore: () => void } {
  const own = Object.getOwnPropertyDescriptor(stream, 'write');
  let text = '';
  stream.write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
    text += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
    const written = rest.at(-1);
    if (typeof written === 'function') (written as () => void)();
    return true;
  };
  return {
    text: () => text,
    restore: () => {
      if (own === undefined) Reflect.deleteProperty(stream, 'write');
      else Object.defineProperty(stream, 'write', own);
    },
  };
}

function setToken(token: string | undefined): void {
  if (token === undefined) Reflect.deleteProperty(process.env, TOKEN_VARIABLE);
  else process.env[TOKEN_VARIABLE] = token;
}
