/** How far the reader may be ahead of the oldest item that is not finished: what is read is held in memory. */
const AHEAD_MAX = 50_000;

/**
 * Works through the items with so many at once. Stops taking items when `work` says so or throws; what is under way
 * then is finished first. Rejects with the first error.
 */
export async function runLanes<T>(
  batches: AsyncIterable<readonly T[]>,
  laneCount: number,
  work: (item: T) => Promise<'go_on' | 'stop'>,
): Promise<void> {
  const iterator = flatten(batches);
  const underWay = new UnderWay();
  let stopped = false;
  let firstError: { readonly error: unknown } | undefined;

  async function lane(): Promise<void> {
    while (!stopped) {
      await underWay.room();
      if (isStopped()) return;
      const next = await iterator.next();
      if (next.done === true || isStopped()) return;
      const number = underWay.begin();
      try {
        if ((await work(next.value)) === 'stop') stopped = true;
      } finally {
        underWay.end(number);
      }
    }
  }
  // A lane that waited for its item may find that another one has stopped the work meanwhile.
  const isStopped = () => stopped;

  await Promise.all(
    Array.from({ length: laneCount }, () =>
      lane().catch((error: unknown) => {
        stopped = true;
        firstError ??= { error };
      }),
    ),
  );
  await iterator.return(undefined);
  if (firstError !== undefined) throw firstError.error;
}

/** The numbers of the items under way, the oldest first. */
class UnderWay {
  readonly #numbers = new Set<number>();
  #begun = 0;
  #wake: (() => void)[] = [];

  begin(): number {
    this.#begun += 1;
    this.#numbers.add(this.#begun);
    return this.#begun;
  }

  end(number: number): void {
    this.#numbers.delete(number);
    const waiting = this.#wake;
    this.#wake = [];
    for (const wake of waiting) wake();
  }

  /** Resolves when the oldest item is near enough. */
  async room(): Promise<void> {
    while (this.#begun - this.#oldest() >= AHEAD_MAX) {
      await new Promise<void>((resolve) => this.#wake.push(resolve));
    }
  }

  #oldest(): number {
    const [oldest = this.#begun] = this.#numbers;
    return oldest;
  }
}

async function* flatten<T>(batches: AsyncIterable<readonly T[]>): AsyncGenerator<T, undefined> {
  for await (const batch of batches) yield* batch;
  return undefined;
}
