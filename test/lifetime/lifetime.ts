/** Stops one thing that was started; may be called after it has stopped by itself. */
export type Stop = () => void | Promise<void>;

/** How long something that was started may live: until the end of one test, or of one test file. */
class Lifetime {
  readonly #ended = new AbortController();
  readonly #stops: Stop[] = [];

  get signal(): AbortSignal {
    return this.#ended.signal;
  }

  add(stop: Stop): void {
    this.#stops.push(stop);
  }

  /** Stops everything, the newest first, even where stopping fails. */
  async end(): Promise<void> {
    this.#ended.abort(new Error('The test has ended.'));
    const failures: unknown[] = [];
    for (let stop = this.#stops.pop(); stop !== undefined; stop = this.#stops.pop()) {
      try {
        await stop();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'Not everything could be stopped.');
  }
}

const file = new Lifetime();
let test: Lifetime | undefined;

/**
 * Has this stopped when the test under way ends, however it ends; what starts before the first test, as in `beforeAll`,
 * ends with the file.
 */
export function stopAtEnd(stop: Stop): void {
  if (file.signal.aborted) {
    void stop();
    throw new Error('Started after the last test of the file had ended.');
  }
  (test ?? file).add(stop);
}

/** Aborts when the test under way ends, or the file does where none is under way. */
export function endOfTest(): AbortSignal {
  return (test ?? file).signal;
}

export function beginTest(): void {
  test = new Lifetime();
}

export async function endTest(): Promise<void> {
  const ended = test;
  test = undefined;
  await ended?.end();
}

export async function endFile(): Promise<void> {
  await endTest();
  await file.end();
}
