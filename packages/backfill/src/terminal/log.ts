import { printable } from './printable';

/** How much is told on standard error, from nothing to a line for each call. */
export const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Lines for whoever watches a run. None of them holds a person or the token. */
export type Log = Readonly<Record<Exclude<LogLevel, 'silent'>, (message: string) => void>>;

/** Plain lines; from `info` on each with its time and level, since they are many then. */
export function createLog(
  level: LogLevel,
  write: (line: string) => void = (line) => process.stderr.write(`${line}\n`),
): Log {
  const highest = LOG_LEVELS.indexOf(level);
  const isStamped = highest >= LOG_LEVELS.indexOf('info');
  const at = (of: LogLevel) => (message: string) => {
    if (LOG_LEVELS.indexOf(of) > highest) return;
    const line = printable(message);
    write(isStamped ? `${new Date().toISOString()} ${of.padEnd(5)} ${line}` : line);
  };
  return { error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug') };
}
