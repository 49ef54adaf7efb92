import { BoundedMap } from './bounded-map';

/** A longer text is computed anew each time: a few of them could fill the memory. */
const REMEMBERED_LENGTH_MAX = 200;

/** The same function with a memory of so many results: bounded, so that ever new texts cannot fill it. */
export function remember<T>(most: number, compute: (text: string) => T): (text: string) => T {
  const known = new BoundedMap<T>(most);
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const computed = compute(text);
    if (text.length <= REMEMBERED_LENGTH_MAX) known.set(text, computed);
    return computed;
  };
}
