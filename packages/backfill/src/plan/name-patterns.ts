/** Event names that differ in one part only, such as `Viewed /blog/a Page` and `Viewed /blog/b Page`. */
export interface NamePattern {
  /** As event rules write it: `Viewed /blog/* Page`. */
  readonly match: string;
  /** One name for all of them: `Viewed /blog Page`. */
  readonly name: string;
  readonly names: number;
  readonly calls: number;
}

/** Fewer names than this are no habit. */
const NAMES_LEAST = 5;

/** Finds patterns in the names, the one with the most names first. */
export function findNamePatterns(names: readonly (readonly [name: string, count: number])[]): NamePattern[] {
  const found = new Map<string, { names: number; calls: number }>();
  for (const [name, count] of names) {
    const match = toPattern(name);
    if (match === undefined) continue;
    const { names: others, calls } = found.get(match) ?? { names: 0, calls: 0 };
    found.set(match, { names: others + 1, calls: calls + count });
  }
  return [...found]
    .filter(([, { names: count }]) => count >= NAMES_LEAST)
    .map(([match, counts]) => ({ match, name: toName(match), ...counts }))
    .filter(({ name }) => name !== '')
    .sort((a, b) => b.names - a.names || (a.match < b.match ? -1 : 1));
}

/** The name with a star for each part that looks like a value: one with digits, or the end of a path. */
function toPattern(name: string): string | undefined {
  const words = name.replaceAll('*', String.raw`\*`).split(' ');
  const pattern = words.map(toPatternWord).join(' ');
  return words.join(' ') === pattern ? undefined : pattern;
}

function toPatternWord(word: string): string {
  const path = /^(.*[^/]\/)[^/]+$/.exec(word);
  if (path?.[1] !== undefined) return `${path[1]}*`;
  return /[\d@]/.test(word) ? '*' : word;
}

function toName(match: string): string {
  return match
    .replaceAll(String.raw`\*`, '\u0000')
    .replaceAll('/*', '')
    .replaceAll('*', '')
    .replaceAll('\u0000', '*')
    .replace(/\s+/g, ' ')
    .trim();
}
