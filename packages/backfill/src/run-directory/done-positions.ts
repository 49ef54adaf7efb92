/**
 * Which calls have ended. They end nearly in order, so this holds one number and the few beyond it, however long the
 * run is.
 */
export class DonePositions {
  #allUpTo = 0;
  readonly #beyond = new Set<number>();

  has(position: number): boolean {
    return position <= this.#allUpTo || this.#beyond.has(position);
  }

  add(position: number): void {
    if (position !== this.#allUpTo + 1) {
      this.#beyond.add(position);
      return;
    }
    this.#allUpTo = position;
    while (this.#beyond.delete(this.#allUpTo + 1)) this.#allUpTo += 1;
  }
}
