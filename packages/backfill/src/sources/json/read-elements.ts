import { isUtf8 } from 'node:buffer';
import { SourceFault } from '../source-fault';
import type { SourceRecord } from '../source-record';
import { BatchCalls } from './batch-calls';
import { ElementSplitter } from './element-splitter';
import { parseRecord } from './parse-record';

/** Reads the elements of a list, or the calls of batches, as records. Gives them out in batches, one a chunk. */
export async function* readElements(
  chunks: AsyncIterable<Buffer>,
  form: 'list' | 'batch',
): AsyncGenerator<readonly SourceRecord[]> {
  const what = form === 'list' ? 'element' : 'call';
  const parse = (bytes: Buffer) => parseRecord(bytes.toString('utf8'), isUtf8(bytes), what);
  let records: SourceRecord[] = [];
  let count = 0;
  const batchCalls = new BatchCalls();
  const splitter = new ElementSplitter(form, {
    element: (bytes) => {
      count += 1;
      const record = { number: count, content: parse(bytes) };
      if (form === 'list') records.push(record);
      else records.push(...batchCalls.add(record, bytes.length));
    },
    batchBegins: () => {
      batchCalls.begin();
    },
    batchEnds: () => {
      records.push(...batchCalls.end());
    },
    keepsField: (name) => batchCalls.keepsField(name),
    field: (name, value) => {
      batchCalls.addField(name, parse(value));
    },
  });
  for await (const chunk of chunks) {
    const fault = catchFault(() => {
      splitter.push(chunk);
    });
    // What comes before a fault is given out before it is told.
    if (fault !== undefined) records.push(...batchCalls.end());
    if (records.length > 0) yield records;
    records = [];
    if (fault !== undefined) throw fault;
  }
  const cutOff = batchCalls.end();
  if (cutOff.length > 0) yield cutOff;
  splitter.end();
}

function catchFault(read: () => void): SourceFault | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (error instanceof SourceFault) return error;
    throw error;
  }
}
