import { html, type Markup } from './markup';

/** A time in seconds since 1970; it is not broken over two lines. */
export function time(seconds: number): Markup {
  return html`<time>${formatTime(seconds)}</time>`;
}

export function formatTime(seconds: number, unit: 'minutes' | 'seconds' = 'minutes'): string {
  const length = { minutes: 16, seconds: 19 }[unit];
  return `${new Date(seconds * 1000).toISOString().slice(0, length).replace('T', ' ')} UTC`;
}
