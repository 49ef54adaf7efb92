import type { Rate } from '@intercom-destination/core';
import { InvalidArgumentError } from 'commander';
import { NAME_POLICY_FORMS, parseNamePolicy, type NamePolicy } from './name-policy';
import { parseRate, RATE_FORMS } from './rate';

/** Parsers of option values. Each throws commander's own error, with a sentence that says what is right. */

export function parseTime(text: string): Date {
  const date = new Date(text);
  const day = /^\d{4}-\d{2}-\d{2}/.exec(text)?.[0];
  // A day that does not exist would become one of the next month.
  const isDay =
    day !== undefined && !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day);
  if (isDay && !Number.isNaN(date.getTime())) return date;
  throw new InvalidArgumentError('It must be a time such as 2026-01-31T06:00:00Z.');
}

export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };
}

export function parseShare(text: string): number {
  const number = Number(text);
  if (text.trim() !== '' && number > 0 && number <= 1) return number;
  throw new InvalidArgumentError('It must be a number above 0 and at most 1, such as 0.8.');
}

/** For an option that may be given several times. */
export function collect(text: string, before: readonly string[]): readonly string[] {
  if (text.trim() === '') throw new InvalidArgumentError('It must not be blank.');
  return [...before, text];
}

export function readNames(text: string): NamePolicy {
  const policy = parseNamePolicy(text);
  if (policy !== undefined) return policy;
  throw new InvalidArgumentError(`It must be ${NAME_POLICY_FORMS}.`);
}

export function readRate(text: string): Rate {
  const rate = parseRate(text);
  if (rate !== undefined) return rate;
  throw new InvalidArgumentError(`It must be ${RATE_FORMS}.`);
}
