/** The text of a CSV as far as it was read and is not done with. */
export class CsvText {
  readonly #texts: AsyncIterator<string>;
  text = '';
  /** Where the next row begins. */
  at = 0;
  isWhole = false;
  /** Of the first character of `text`, from 1. */
  #line = 1;

  constructor(texts: AsyncIterator<string>) {
    this.#texts = texts;
  }

  /** Reads on until there is twice as much that is not done with, so that a long row is not read again too often. */
  async readOn(): Promise<void> {
    const wanted = Math.max(1, this.text.length - this.at) * 2;
    const pieces = [this.text.slice(this.at)];
    this.#line = this.lineAt(this.at);
    let length = this.text.length - this.at;
    this.at = 0;
    while (length < wanted) {
      const next = await this.#texts.next();
      if (next.done === true) {
        this.isWhole = true;
        break;
      }
      pieces.push(next.value);
      length += next.value.length;
    }
    this.text = pieces.join('');
  }

  /** The line of a place in `text`, as an editor counts. */
  lineAt(place: number): number {
    let line = this.#line;
    for (let at = this.text.indexOf('\n'); at !== -1 && at < place; at = this.text.indexOf('\n', at + 1))
      line += 1;
    return line;
  }
}
