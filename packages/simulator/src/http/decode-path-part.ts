/** A part of a path with its percent signs resolved; undefined if they cannot be. */
export function decodePathPart(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}
