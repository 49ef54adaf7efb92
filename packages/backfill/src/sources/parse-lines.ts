import { parseRecord } from './json/parse-record';
import type { RawLines } from './raw-lines';
import { splitLines } from './read-lines';
import type { SourceRecord } from './source-record';

/** Each line that is not blank as a record. */
export function parseLines(raw: RawLines): SourceRecord[] {
  return splitLines(raw).map(({ number, text, isUtf8 }) => ({
    number,
    content: parseRecord(text, isUtf8, 'line'),
  }));
}
