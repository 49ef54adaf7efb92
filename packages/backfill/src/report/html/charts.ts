import { html, type Markup } from './markup';

type Tone = 'good' | 'bad' | 'plain' | 'others';

/** One kind of bar, stacked on the kinds before it. */
export interface Series {
  readonly name: string;
  readonly tone: Tone;
  readonly values: readonly number[];
}

const HEIGHT = 100;

/** Bars over time. `label` says in words what is to be seen; `from` and `to` are the ends of the axis. */
export function barChart(chart: {
  readonly label: string;
  readonly series: readonly Series[];
  /** What the full height stands for. */
  readonly top: number;
  /** Of the values, behind the numbers of the axis. */
  readonly unit?: string;
  readonly from: string;
  readonly to: string;
}): Markup {
  const { label, series, top, unit = '', from, to } = chart;
  const count = Math.max(1, ...series.map(({ values }) => values.length));
  const scale = top > 0 ? HEIGHT / top : 0;
  const bars = Array.from({ length: count }, (_, at) => stackAt(at, series, scale));
  return html`<figure>
    <div class="plot">
      <div class="axis">
        ${[top, top / 2, 0].map((value) => html`<span>${value.toLocaleString('en-US')}${unit}</span>`)}
      </div>
      <svg viewBox="0 0 ${count} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${label}">
        <line class="grid" x1="0" x2="${count}" y1="${HEIGHT / 2}" y2="${HEIGHT / 2}"></line>
        ${bars}
      </svg>
    </div>
    <div class="span"><span>${from}</span><span>${to}</span></div>
    <figcaption class="legend">
      ${series.map(
        ({ name, tone }) =>
          html`<span
            ><svg class="key" viewBox="0 0 1 1" aria-hidden="true">
              <rect class="${tone}" width="1" height="1"></rect></svg
            >${name}</span
          > `,
      )}
    </figcaption>
  </figure>`;
}

/** The least of 1, 2, 5, 10, 20, … that is not below the value. */
export function roundTop(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((step) => step * power).find((top) => top >= value) ?? value;
}

/** A bar for a cell of a table: a part of the whole. */
export function cellBar(value: number, whole: number, tone: Tone = 'plain'): Markup {
  const width = whole > 0 ? round(Math.min(1, value / whole) * 100) : 0;
  return html`<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
    <rect class="track" width="100" height="10"></rect>
    <rect class="${tone}" width="${width}" height="10"></rect>
  </svg>`;
}

function stackAt(at: number, series: readonly Series[], scale: number): Markup[] {
  let bottom = HEIGHT;
  return series.map(({ tone, values }) => {
    const height = round((values[at] ?? 0) * scale);
    bottom = round(bottom - height);
    return height <= 0
      ? html``
      : html`<rect class="${tone}" x="${at}" y="${bottom}" width="0.9" height="${height}"></rect>`;
  });
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
