import { readBytes } from '../read-bytes';
import { checkerOf, type FileHistory, type Mark } from './file-history';
import { readPieces } from './read-pieces';

/** The unpacked bytes of a file from a mark on, compared with the first reading. */
export async function* readFromMark(history: FileHistory, { offset }: Mark): AsyncGenerator<Buffer> {
  const { file, isPlain } = history;
  const watch = checkerOf(history);
  if (isPlain) {
    yield* readPieces(file, watch, offset);
    return;
  }
  let before = 0;
  for await (const chunk of readBytes(file, watch)) {
    const from = Math.max(0, offset - before);
    if (from < chunk.length) yield chunk.subarray(from);
    before += chunk.length;
  }
}
