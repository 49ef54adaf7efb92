import type { RecordContent } from '../source-record';
import { parseJson } from './parse-json';
import { unwrapArchived } from './unwrap-archived';

/** The JSON in the text as a call; `what` is what the text is, such as `line`. */
export function parseRecord(text: string, isUtf8: boolean, what: string): RecordContent {
  // Two ids could become one where bytes are replaced.
  if (!isUtf8) return { readable: false, text, fault: `The ${what} is not UTF-8.` };
  const parsed = parseJson(text);
  if (parsed === undefined) return { readable: false, text, fault: `The ${what} is not JSON.` };
  const call = unwrapArchived(parsed.value);
  return parsed.notes === undefined
    ? { readable: true, call }
    : { readable: true, call, notes: parsed.notes };
}
