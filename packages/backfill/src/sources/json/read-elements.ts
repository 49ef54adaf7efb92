import { isUtf8 } from 'node:buffer';
import { SourceFault } from '../source-fault';
import type { SourceRecord } from '../source-record';
import { BatchCalls } from './batch-calls';
import { ElementSplitter } from './element-splitter';
import { isEnvelope } from './envelope';
import { parseRecord } from './parse-record';
import { readEnvelope } from './read-envelope';

/**
 * Reads the elements of a list, with the calls of envelopes in their place, or the calls of batches, as records. Gives them
 * out in batches, one a chunk. `isRow` tells what is no envelope, though it looks like one.
 */
export async function* readElements(
  chunks: AsyncIterable<Buffer>,
  form: 'list' | 'batch',
  isRow: (value: unknown) => boolean = () => false,
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
      if (form === 'batch') records.push(...batchCalls.add(record, bytes.length));
      else records.push(...(callsIn(record, bytes, isRow) ?? [record]));
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

/** The calls of an element that is an envelope; `undefined`: it is none. */
function callsIn(
  { number, content }: SourceRecord,
  bytes: Buffer,
  isRow: (value: unknown) => boolean,
): readonly SourceRecord[] | undefined {
  if (!content.readable || !isEnvelope(content.call) || isRow(content.call)) return undefined;
  return readEnvelope(bytes)?.map((call, at) => ({ number, index: at + 1, content: call }));
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
