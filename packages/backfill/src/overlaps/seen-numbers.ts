/** Tells which of many numbers came before, in memory that is taken once: a `Set` for each part left as much behind again. */
export class SeenNumbers {
  #slots = new Float64Array(1);

  /** Forgets all, and makes room for so many. */
  reset(most: number): void {
    const slots = 2 ** Math.ceil(Math.log2(most * 2 + 1));
    if (slots > this.#slots.length) this.#slots = new Float64Array(slots);
    else this.#slots.fill(0);
  }

  /** `number`: whole, from 0. Says whether it is new. */
  add(number: number): boolean {
    // 0 marks an empty slot.
    const own = number + 1;
    const slots = this.#slots;
    let slot = own % slots.length;
    while (slots[slot] !== 0) {
      if (slots[slot] === own) return false;
      slot = (slot + 1) % slots.length;
    }
    slots[slot] = own;
    return true;
  }
}
