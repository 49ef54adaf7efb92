import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { BYTE } from '../sources/json/json-bytes';
import { CannotRun } from '../terminal/cannot-run';
import { PositionSet } from './position-set';
import { replaceFile } from './replace-file';

/** The calls that the filters of a run leave out. They end with its first reading, and have no line in the journal. */
export interface LeftOut {
  readonly positions: PositionSet;
  /** How many, by why. */
  readonly skipped: Readonly<Record<string, number>>;
}

/** Writes a line with the counts, then a bit for each call, packed. */
export function writeLeftOut(path: string, { positions, skipped }: LeftOut): void {
  const content = Buffer.concat([Buffer.from(`${JSON.stringify({ skipped })}\n`), positions.bytes]);
  replaceFile(path, gzipSync(content, { level: 1 }));
}

/** Nobody where there is no such file: earlier versions had a line in the journal for each call left out. */
export function readLeftOut(path: string): LeftOut {
  if (!existsSync(path)) return { positions: new PositionSet(), skipped: {} };
  try {
    const content = gunzipSync(readFileSync(path));
    const end = content.indexOf(BYTE.lineFeed);
    const { skipped } = JSON.parse(content.toString('utf8', 0, end)) as Pick<LeftOut, 'skipped'>;
    const positions = PositionSet.from(content.subarray(end + 1));
    const counted = Object.values(skipped).reduce((sum, count) => sum + count, 0);
    if (positions.size === counted) return { positions, skipped };
  } catch {
    // Falls through to the same answer as a file of another form.
  }
  throw new CannotRun(`${path} is not what this run wrote; it was changed by something else.`);
}
