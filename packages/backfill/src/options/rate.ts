import type { Rate } from '@intercom-destination/core';

/** Reads `0.8`, `80%` or `40/s`; `undefined`: it is none of these, or out of bounds. */
export function parseRate(text: string): Rate | undefined {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)(%|\/s)?$/.exec(text.trim()) ?? [];
  const amount = Number(number);
  if (number === '' || amount <= 0) return undefined;
  if (unit === '/s') return { perSecond: amount };
  const share = unit === '%' ? amount / 100 : amount;
  return share <= 1 ? { share } : undefined;
}

export const RATE_FORMS =
  "a share of the workspace's limit such as 0.8 or 80%, or requests a second such as 40/s";

/** The form that `parseRate` reads. */
export function writeRate(rate: Rate): string {
  return 'share' in rate ? String(rate.share) : `${rate.perSecond}/s`;
}

export function describeRate(rate: Rate): string {
  return 'share' in rate
    ? `${Math.round(rate.share * 1000) / 10} % of the workspace's limit`
    : `${rate.perSecond} requests a second`;
}
