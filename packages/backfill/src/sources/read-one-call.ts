import { parseRecord } from './json/parse-record';
import type { RecordContent } from './source-record';
import type { ColumnMapping } from './warehouse/column-mapping';
import { CountedOnce } from './warehouse/counted-once';
import { JsonRows } from './warehouse/read-json-rows';

/** A call given by itself as JSON, read as a record of a dump is: a row of a table, or an archived call, is the call in it. */
export function readOneCall(text: string, columns: ColumnMapping | undefined): RecordContent {
  const rows = new JsonRows({
    file: '',
    columns,
    countedOnce: new CountedOnce(),
    onUnreadColumn: () => undefined,
  });
  return rows.read(parseRecord(text, true, 'call'));
}
