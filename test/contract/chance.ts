/** Numbers from 0 to below 1, the same ones for a seed: mulberry32, which Tommy Ettinger gave to the public domain. */
export type Chance = () => number;

export function chanceOf(seed: number): Chance {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function maybe(chance: Chance, odds: number, key: string, draw: (chance: Chance) => unknown): object {
  return chance() < odds ? { [key]: draw(chance) } : {};
}

export function someOf<T>(chance: Chance, items: readonly T[], min: number): T[] {
  const left = [...items];
  const length = min + Math.floor(chance() * (items.length - min + 1));
  return Array.from({ length }, () => left.splice(Math.floor(chance() * left.length), 1)).flat();
}

export function oneOf<T>(chance: Chance, items: readonly T[]): T {
  const item = items[Math.floor(chance() * items.length)];
  if (item === undefined) throw new Error('There is nothing to choose from.');
  return item;
}

export function drawCase(chance: Chance, text: string): string {
  const kind = chance();
  if (kind < 0.4) return text;
  if (kind < 0.6) return text.toUpperCase();
  return Array.from(text)
    .map((letter) => (chance() < 0.5 ? letter.toUpperCase() : letter.toLowerCase()))
    .join('');
}
