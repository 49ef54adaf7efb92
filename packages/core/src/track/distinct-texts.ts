/** As many as a call mostly has. With a map and a set, parse, map and stringify of fifteen took a tenth longer. */
const LOOKED_THROUGH_MAX = 24;

/** Texts with the position at which each was added. A few are looked through; more have a map. */
export class DistinctTexts {
  readonly #texts: string[] = [];
  #positions: Map<string, number> | undefined;

  /** `undefined`: it was not added. */
  positionOf(text: string): number | undefined {
    if (this.#positions !== undefined) return this.#positions.get(text);
    for (let at = 0; at < this.#texts.length; at += 1) if (this.#texts[at] === text) return at;
    return undefined;
  }

  /** A text that is added twice has either position. */
  add(text: string): void {
    this.#positions?.set(text, this.#texts.length);
    this.#texts.push(text);
    if (this.#positions === undefined && this.#texts.length > LOOKED_THROUGH_MAX) {
      this.#positions = new Map(this.#texts.map((known, at) => [known, at]));
    }
  }
}
