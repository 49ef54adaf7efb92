import { formatCount, formatPercent } from '../../terminal/format';
import { cellBar } from './charts';
import { html, type Markup } from './markup';
import { words } from './words';

/** What the counts of a table are part of, and how many there are of it. */
export interface Whole {
  /** As the head of the column of shares, such as `Of all calls`. */
  readonly head: string;
  readonly total: number;
}

/** A table of counts, each with its share of the whole; `undefined`: they are part of nothing. Rows of zero are left out. */
export function countTable(table: {
  readonly caption: string;
  readonly heads: readonly [string, string];
  readonly rows: readonly (readonly [name: string, count: number, meaning?: string])[];
  readonly whole?: Whole;
}): Markup {
  const { caption, heads, whole } = table;
  const rows = table.rows.filter(([, count]) => count !== 0);
  if (rows.length === 0) return html``;
  return html`<table>
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        <th scope="col">${heads[0]}</th>
        <th scope="col" class="number">${heads[1]}</th>
        ${
          whole === undefined
            ? ''
            : html`<th scope="col" class="number">${whole.head}</th>
                <td class="bar"></td>`
        }
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ([name, count, meaning = '']) =>
          html`<tr>
            <th scope="row">
              ${words(name)}${meaning === '' ? '' : html`<br /><span class="quiet">${meaning}</span>`}
            </th>
            <td class="number">${formatCount(count)}</td>
            ${whole === undefined ? '' : share(count, whole.total)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function share(count: number, total: number): Markup {
  return html`<td class="number">${formatPercent(count, total)}</td>
    <td class="bar">${cellBar(count, total)}</td>`;
}

/** A table of texts. Where it is wider than the screen, it scrolls by itself. */
export function textTable(
  caption: string,
  heads: readonly string[],
  rows: readonly (readonly string[])[],
): Markup {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${heads.map((head) => html`<th scope="col">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${row.map((cell) => html`<td>${words(cell)}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
