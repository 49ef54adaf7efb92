/** A moment by which work is to end, for a runtime without timers: it is looked at, and never calls. */
class Deadline {
  readonly #atMs: number;

  constructor(atMs: number) {
    this.#atMs = atMs;
  }

  static timeout(ms: number): Deadline {
    return new Deadline(Date.now() + ms);
  }

  static any(deadlines: readonly Deadline[]): Deadline {
    return new Deadline(Math.min(...deadlines.map((deadline) => deadline.#atMs)));
  }

  get aborted(): boolean {
    return Date.now() >= this.#atMs;
  }

  throwIfAborted(): void {
    if (this.aborted) throw new Error('The time is over.');
  }
}

/** What a link is told by where there is no `URL`: a scheme, a host without blanks, and what follows it. */
const URL_LIKE = {
  canParse: (text: string) =>
    /^https?:\/\/(?:[^\s/?#@]*@)?(?:[^\s/?#@:<>[\]^|%\\]+|\[[\da-f:.]+\])(?::\d{1,5})?(?:[/?#]\S*)?$/i.test(
      text,
    ),
};

/** Segment promises neither of the two to a function. */
const runtime = globalThis as { AbortSignal?: unknown; URL?: unknown };
runtime.AbortSignal ??= Deadline;
runtime.URL ??= URL_LIKE;
