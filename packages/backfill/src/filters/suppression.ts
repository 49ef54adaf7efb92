import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readLines } from '../sources/read-lines';
import { CannotRun, describeSystemFault } from '../terminal/cannot-run';
import { everyIdentifier } from './every-identifier';

/** People never to send. */
export interface Suppression {
  /** Of all files together, and how many ids and emails they hold. Says nobody's name. */
  readonly sha256: string;
  readonly entries: number;
  readonly covers: (call: unknown) => boolean;
}

/**
 * Reads files of ids and emails, one a line or several in the cells of CSV. Compared trimmed, emails without case.
 * They are held in memory.
 */
export async function readSuppression(paths: readonly string[]): Promise<Suppression> {
  const hash = createHash('sha256');
  const people = new Set<string>();
  const rounded = new Set<number>();
  for (const path of paths) {
    try {
      for await (const lines of readLines(hashed(path, hash))) {
        for (const { number, text, isUtf8 } of lines) {
          if (!isUtf8) throw new CannotRun(`${path}, line ${number}: not UTF-8.`);
          for (const entry of readEntries(text)) {
            people.add(entry);
            if (isLongNumber(entry)) rounded.add(Number(entry));
          }
        }
      }
    } catch (error) {
      if (error instanceof CannotRun) throw error;
      const fault = describeSystemFault(error) ?? 'unknown fault';
      throw new CannotRun(`Cannot read the suppression file ${path}: ${fault}.`, { cause: error });
    }
  }
  // An empty list is an export that went wrong, and would send to everybody.
  if (people.size === 0) throw new CannotRun(`There is nobody in ${paths.join(', ')}.`);
  return {
    sha256: hash.digest('hex'),
    entries: people.size,
    covers: (call) =>
      everyIdentifier(call).some((identifier) => {
        if (typeof identifier === 'number') return rounded.has(identifier);
        const text = comparable(identifier);
        return people.has(text) || (mayBeRounded(text) && rounded.has(Number(text)));
      }),
  };
}

async function* hashed(path: string, hash: ReturnType<typeof createHash>): AsyncGenerator<Buffer> {
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    yield chunk;
  }
}

/** The whole line, since an id may hold a comma, and each of its cells. */
function readEntries(line: string): string[] {
  const cells = [...line.matchAll(/"((?:[^"]|"")*)"|[^,;\t]+/g)].map(
    ([cell, quoted]) => quoted?.replaceAll('""', '"') ?? cell,
  );
  return [line, ...cells].map(comparable).filter((entry) => entry !== '');
}

function comparable(identifier: string): string {
  const trimmed = identifier.trim();
  return trimmed.includes('@') ? trimmed.toLowerCase() : trimmed;
}

/** One that JSON rounds, so that a call names several people by it, of whom any may be the one that is listed. */
function isLongNumber(entry: string): boolean {
  return /^-?\d{16,}$/.test(entry) && !Number.isSafeInteger(Number(entry));
}

/** Whether the digits are those that a program writes of a number that it has rounded, before it came to the dump. */
function mayBeRounded(text: string): boolean {
  if (text.length > ROUNDED_DIGITS_MAX || !isLongNumber(text)) return false;
  const number = Number(text);
  return String(number) === text || BigInt(number) === BigInt(text);
}

/** Longer ones are written with an exponent. */
const ROUNDED_DIGITS_MAX = 22;
