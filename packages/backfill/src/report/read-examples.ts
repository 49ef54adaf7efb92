import { existsSync } from 'node:fs';
import { readWholeLines } from '../run-directory/read-whole-lines';

/** Where a dead letter stands, and what it is; nobody is named. */
export interface Example {
  readonly reason: string;
  readonly file: string;
  readonly line: number;
  readonly index?: number;
  readonly name: string;
  /** Intercom's; `undefined`: it gave none. */
  readonly code: string | undefined;
}

export interface Examples {
  readonly deadLetters: readonly Example[];
}

const EXAMPLES_OF_A_REASON = 3;

/** A few dead letters of each reason. */
export function readExamples(path: string): Examples {
  const deadLetters: Example[] = [];
  if (!existsSync(path)) return { deadLetters };
  const counts = new Map<string, number>();
  readWholeLines(path, (text) => {
    const example = parse(text);
    if (example === undefined) return;
    const count = counts.get(example.reason) ?? 0;
    counts.set(example.reason, count + 1);
    if (count < EXAMPLES_OF_A_REASON) deadLetters.push(example);
  });
  return { deadLetters: deadLetters.sort((a, b) => (a.reason < b.reason ? -1 : 1)) };
}

interface DeadLetterLine {
  readonly reason: string;
  readonly file: string;
  readonly line: number;
  readonly index?: number;
  readonly data_event: { readonly event_name: string };
  readonly error?: { readonly code?: string };
}

function parse(text: string): Example | undefined {
  try {
    const { reason, file, line, index, data_event: event, error } = JSON.parse(text) as DeadLetterLine;
    const place = { file, line, ...(index === undefined ? {} : { index }) };
    return { reason, ...place, name: event.event_name, code: error?.code };
  } catch {
    return undefined;
  }
}
