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
  /** A line across, such as a limit; `undefined`: none. */
  readonly line?: number;
  readonly from: string;
  readonly to: string;
}): Markup {
  const { label, series, top, line, from, to } = chart;
  const count = Math.max(1, ...series.map(({ values }) => values.length));
  const scale = top > 0 ? HEIGHT / top : 0;
  const bars = Array.from({ length: count }, (_, at) => stackAt(at, series, scale));
  const lineY = line === undefined ? undefined : HEIGHT - line * scale;
  return html`<figure>
    <svg viewBox="0 0 ${count} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${label}">
      ${bars}
      ${
        lineY === undefined
          ? ''
          : html`<line class="limit" x1="0" x2="${count}" y1="${lineY}" y2="${lineY}"></line>`
      }
    </svg>
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

/** A bar for a cell of a table: a part of the largest. */
export function cellBar(value: number, largest: number, tone: Tone = 'plain'): Markup {
  const width = largest > 0 ? round((value / largest) * 100) : 0;
  return html`<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
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
