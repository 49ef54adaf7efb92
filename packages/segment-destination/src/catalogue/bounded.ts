/**
 * Runs what it is given, at most `most` at once, in the order given. Stands in for p-limit in Segment's catalogue, whose
 * repository has no such library and takes no ES modules.
 */
export default function bounded(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running < most) running += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      // The place is handed on, so that nobody who comes meanwhile takes it.
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
