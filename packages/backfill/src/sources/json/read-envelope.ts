import { SourceFault } from '../source-fault';
import type { RecordContent } from '../source-record';
import { ElementSplitter } from './element-splitter';
import { parseRecord } from './parse-record';
import { isSharedField, layUnder, type SharedField } from './shared-fields';

/** The calls of an object of JSON that is an envelope, each with what that says for all. `undefined`: it is none. */
export function readEnvelope(bytes: Buffer): readonly RecordContent[] | undefined {
  const calls: RecordContent[] = [];
  const shared = new Map<string, SharedField>();
  const parse = (part: Buffer) => parseRecord(part.toString('utf8'), true, 'call');
  const splitter = new ElementSplitter('batch', {
    element: (part) => calls.push(parse(part)),
    keepsField: isSharedField,
    field: (name, part) => {
      const content = parse(part);
      if (content.readable) shared.set(name, content);
    },
    batchBegins: () => undefined,
    batchEnds: () => undefined,
  });
  try {
    splitter.push(bytes);
    splitter.end();
  } catch (error) {
    // What holds the envelope is something else, such as a line of an archive.
    if (error instanceof SourceFault) return undefined;
    throw error;
  }
  return calls.map((call) => layUnder(shared, call));
}
