/** Where a call stands. `file` is the place of its file among those that are read, from 0. */
export interface Place {
  readonly file: number;
  readonly line: number;
  readonly index?: number;
}

export function placeOf(file: number, line: number, index: number | undefined): Place {
  return index === undefined ? { file, line } : { file, line, index };
}

/** A call to look at, and the property or field in question; empty: the call as a whole. It holds no value. */
export interface Sample extends Place {
  readonly key: string;
}

const SAMPLES_MAX = 3;

/** Calls come in the order in which they are read, so the first ones stay. */
export function addSample(samples: Sample[], place: Place, key: string): void {
  if (samples.length < SAMPLES_MAX) samples.push({ ...place, key });
}

/** The first ones of several readers, whichever of them read what. */
export function mergeSamples(samples: Sample[], others: readonly Sample[]): void {
  samples.push(...others);
  samples.sort((a, b) => a.file - b.file || a.line - b.line || (a.index ?? 0) - (b.index ?? 0));
  samples.length = Math.min(samples.length, SAMPLES_MAX);
}
