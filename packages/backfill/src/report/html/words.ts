import { html, type Markup } from './markup';

/** A longer piece may break anywhere: it has no place of its own to break at. */
const PIECE_MAX = 18;

/** A text of others as it breaks: behind separators first, and within a word only where the word is very long. */
export function words(text: string): readonly Markup[] {
  return text
    .split(/(?<=[_\-./:,;=&?])(?![_\-./:,;=&?\s])/)
    .map(
      (piece, at) =>
        html`${at === 0 ? '' : html`<wbr />`}${longestWord(piece) > PIECE_MAX ? html`<span class="long">${piece}</span>` : piece}`,
    );
}

function longestWord(piece: string): number {
  return Math.max(...piece.split(/\s/).map((word) => word.length));
}
