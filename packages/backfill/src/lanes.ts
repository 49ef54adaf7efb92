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
  let stopped = false;
  let firstError: { readonly error: unknown } | undefined;

  async function lane(): Promise<void> {
    while (!stopped) {
      const next = await iterator.next();
      if (next.done === true || isStopped()) return;
      if ((await work(next.value)) === 'stop') stopped = true;
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

async function* flatten<T>(batches: AsyncIterable<readonly T[]>): AsyncGenerator<T, undefined> {
  for await (const batch of batches) yield* batch;
  return undefined;
}
