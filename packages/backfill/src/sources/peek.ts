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
  let head: Buffer = Buffer.alloc(0);
  let isWhole = false;
  while (!isEnough(head)) {
    const next = await iterator.next();
    if (next.done === true) {
      isWhole = true;
      break;
    }
    pieces.push(next.value);
    head = pieces.length === 1 ? next.value : Buffer.concat(pieces);
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
