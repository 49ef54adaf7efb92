import type { DataEvent, DeadLetterReason, Identifier, Identity } from '@intercom-destination/core';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { SourceCall } from '../sources/read-calls';
import { CannotRun } from '../terminal/cannot-run';

/** A call that was given up, as the run directory keeps it. */
export interface StoredDeadLetter {
  readonly source: SourceCall;
  readonly reason: DeadLetterReason;
  readonly dataEvent: DataEvent;
  readonly identity: Identity;
  readonly isSameSecond: boolean;
  readonly shiftedS: number;
  /** Without it the call cannot be mapped anew: it was nested too deep to be kept. */
  readonly hasCall: boolean;
}

const LINES_AT_ONCE = 500;

/** Reads a file of dead letters in batches, those included that are written meanwhile. */
export async function* readDeadLetters(path: string): AsyncGenerator<readonly StoredDeadLetter[]> {
  let batch: StoredDeadLetter[] = [];
  for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    batch.push(parse(text, path));
    if (batch.length < LINES_AT_ONCE) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

interface DeadLetterLine {
  readonly position: number;
  readonly file: string;
  readonly line: number;
  readonly index?: number;
  readonly reason: DeadLetterReason;
  readonly same_second?: boolean;
  readonly shifted_s?: number;
  readonly data_event: DataEvent;
  readonly fallbacks?: readonly Identifier[];
  readonly call?: unknown;
}

function parse(text: string, path: string): StoredDeadLetter {
  const { data_event: dataEvent, fallbacks = [], ...line } = parseLine(text, path);
  const { position, file, index, reason, call } = line;
  const place = { position, file, line: line.line, ...(index === undefined ? {} : { index }) };
  return {
    source: { ...place, content: { readable: true, call } },
    reason,
    dataEvent,
    identity: { ...identifierOf(dataEvent, path), fallbacks },
    isSameSecond: line.same_second ?? false,
    shiftedS: line.shifted_s ?? 0,
    hasCall: call !== undefined,
  };
}

function parseLine(text: string, path: string): DeadLetterLine {
  try {
    const line = JSON.parse(text) as Partial<DeadLetterLine> | null;
    if (typeof line?.position === 'number' && typeof line.data_event === 'object')
      return line as DeadLetterLine;
  } catch {
    // Falls through to the same answer as a line of another form.
  }
  throw changed(path);
}

/** A data event has exactly one. */
function identifierOf({ id, user_id: userId, email }: DataEvent, path: string): Identifier {
  if (id !== undefined) return { by: 'id', value: id };
  if (userId !== undefined) return { by: 'user_id', value: userId };
  if (email !== undefined) return { by: 'email', value: email };
  throw changed(path);
}

function changed(path: string): CannotRun {
  return new CannotRun(`${path} has a line of another form; it was changed by something else.`);
}
