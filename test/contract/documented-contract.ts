import type { DataEvent } from '@intercom-destination/core';
import { code as isoCurrency } from 'currency-codes';

const LEGAL_KEY = /^[\p{L}\p{M}\p{N}_\- ]+$/u;

/**
 * What in a data event breaks Intercom's documented contract: one identifier, whole seconds, few enough keys, legal and
 * unlike but for case, documented kinds only, dates and nothing else under `_date`, money in positive minor units.
 */
export function breachesOf(dataEvent: DataEvent, keyLimit = 10): string[] {
  const { event_name, created_at, metadata = {}, ...rest } = dataEvent;
  const keys = Object.keys(metadata);
  const lowerKeys = keys.map((key) => key.toLowerCase());
  const identifiers = Object.entries(rest);
  return [
    ...(event_name.trim() === '' || /[.$]/.test(event_name) ? ['event name'] : []),
    ...(Number.isSafeInteger(created_at) && created_at >= 0 ? [] : ['created_at']),
    ...(identifiers.length === 1 ? [] : ['identifiers']),
    ...identifiers.flatMap(([by, value]) =>
      ['id', 'user_id', 'email'].includes(by) && typeof value === 'string' && value.trim() !== '' ? [] : [by],
    ),
    ...(keys.length <= keyLimit ? [] : ['number of keys']),
    ...(new Set(lowerKeys).size === keys.length ? [] : ['keys alike']),
    ...keys.filter((key) => !LEGAL_KEY.test(key) || key.trim() !== key).map((key) => `key ${key}`),
    ...Object.entries(metadata).flatMap(([key, value]) =>
      isDocumented(key, value) ? [] : [`value of ${key}`],
    ),
    ...(JSON.stringify(dataEvent).isWellFormed() ? [] : ['half a character']),
  ];
}

function isDocumented(key: string, value: unknown): boolean {
  const isDateKey = key.toLowerCase().endsWith('_date');
  if (isDateKey) return Number.isSafeInteger(value) && (value as number) >= 0;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value === 'string') return value !== '' && (Array.from(value).length <= 255 || isLink(value));
  return isRichLink(value) || isMoney(value);
}

function isLink(value: unknown): boolean {
  return (
    typeof value === 'string' && /^https?:\/\//i.test(value) && value.length <= 2048 && URL.canParse(value)
  );
}

function isRichLink(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Object.keys(value).join() !== 'url,value') return false;
  const { url, value: label } = value as { url: unknown; value: unknown };
  return isLink(url) && typeof label === 'string' && label !== '' && Array.from(label).length <= 255;
}

function isMoney(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Object.keys(value).join() !== 'amount,currency')
    return false;
  const { amount, currency } = value as { amount: unknown; currency: unknown };
  return (
    Number.isSafeInteger(amount) &&
    (amount as number) > 0 &&
    typeof currency === 'string' &&
    currency === currency.toLowerCase() &&
    (isoCurrency(currency.toUpperCase()) !== undefined || currency === 'xcg')
  );
}
