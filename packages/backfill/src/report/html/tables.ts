import { formatCount } from '../../terminal/format';
import { cellBar } from './charts';
import { html, type Markup } from './markup';

/** A table of counts, each with its share as a bar. */
export function countTable(table: {
  readonly caption: string;
  readonly heads: readonly [string, string];
  readonly rows: readonly (readonly [name: string, count: number, meaning?: string])[];
}): Markup {
  const { caption, heads, rows } = table;
  const largest = Math.max(0, ...rows.map(([, count]) => count));
  return html`<table>
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        <th scope="col">${heads[0]}</th>
        <th scope="col" class="number">${heads[1]}</th>
        <th scope="col" class="bar">Share</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ([name, count, meaning = '']) =>
          html`<tr>
            <th scope="row">
              ${name}${meaning === '' ? '' : html`<br /><span class="quiet">${meaning}</span>`}
            </th>
            <td class="number">${formatCount(count)}</td>
            <td class="bar">${cellBar(count, largest)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** A table of texts. */
export function textTable(
  caption: string,
  heads: readonly string[],
  rows: readonly (readonly string[])[],
): Markup {
  return html`<table>
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
            ${row.map((cell) => html`<td>${cell}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}
