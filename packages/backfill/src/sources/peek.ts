/** The first bytes of a stream, and all of it: the same bytes come again. */
export interface Peeked {
  readonly head: Buffer;
  readonly isWhole: boolean;
  readonly chunks: AsyncGenerator<Buffer>;
}

/** Reads on until the bytes so far are enough, or there are no more. */
export async function peek(
  chunks: AsyncIterable<Buffer>,
  isEnough: (head: Buffer) => boolean,
): Promise<Peeked> {
  const iterator = chunks[Symbol.asyncIterator]();
  const pieces: Buffer[] = [];
  let length = 0;
  let head: Buffer = Buffer.alloc(0);
  let isWhole = false;
  while (!isWhole && !isEnough(head)) {
    // Asked again at twice the length, so that many small pieces are not joined each time.
    do {
      const next = await iterator.next();
      if (next.done === true) isWhole = true;
      else {
        pieces.push(next.value);
        length += next.value.length;
      }
    } while (!isWhole && length < 2 * head.length);
    const [only = head] = pieces;
    head = pieces.length > 1 ? Buffer.concat(pieces) : only;
  }
  return { head, isWhole, chunks: replay(pieces, iterator) };
}

async function* replay(pieces: readonly Buffer[], rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* pieces;
    for (;;) {
      const next = await rest.next();
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    await rest.return?.();
  }
}
