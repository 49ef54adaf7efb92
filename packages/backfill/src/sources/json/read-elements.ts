import { asObject } from '@intercom-destination/core';
import { isUtf8 } from 'node:buffer';
import { SourceFault } from '../source-fault';
import type { RecordContent, SourceRecord } from '../source-record';
import { ElementSplitter } from './element-splitter';
import { parseRecord } from './parse-record';

/** What a batch says for all of its calls; a call's own fields go before it. */
const SHARED_FIELDS = new Set(['context', 'integrations']);

/** Reads the elements of a list, or the calls of batches, as records. Gives them out in batches, one a chunk. */
export async function* readElements(
  chunks: AsyncIterable<Buffer>,
  form: 'list' | 'batch',
): AsyncGenerator<readonly SourceRecord[]> {
  const what = form === 'list' ? 'element' : 'call';
  const parse = (bytes: Buffer) => parseRecord(bytes.toString('utf8'), isUtf8(bytes), what);
  let records: SourceRecord[] = [];
  let count = 0;
  let countBefore = 0;
  let shared: Record<string, unknown> = {};
  const splitter = new ElementSplitter(form, {
    element: (bytes) => {
      count += 1;
      records.push({ number: count, content: withShared(parse(bytes), shared) });
    },
    batchBegins: () => {
      shared = {};
      countBefore = count;
    },
    keepsField: (name) => SHARED_FIELDS.has(name),
    field: (name, value) => {
      if (count > countBefore) {
        throw new SourceFault(
          `has "${name}" of a batch after its calls, where it comes too late for them: put it before "batch"`,
        );
      }
      const content = parse(value);
      if (content.readable) shared[name] = content.call;
    },
  });
  for await (const chunk of chunks) {
    const fault = catchFault(() => {
      splitter.push(chunk);
    });
    // What comes before a fault is given out before it is told.
    if (records.length > 0) yield records;
    records = [];
    if (fault !== undefined) throw fault;
  }
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

function withShared(content: RecordContent, shared: Readonly<Record<string, unknown>>): RecordContent {
  const names = Object.keys(shared);
  const given = content.readable ? asObject(content.call) : undefined;
  if (names.length === 0 || given === undefined) return content;
  const call: Record<string, unknown> = { ...given };
  for (const name of names) {
    const ofBatch = shared[name];
    const own = call[name];
    if (own === undefined) call[name] = ofBatch;
    else if (asObject(own) !== undefined && asObject(ofBatch) !== undefined)
      call[name] = { ...asObject(ofBatch), ...asObject(own) };
  }
  return { readable: true, call };
}
