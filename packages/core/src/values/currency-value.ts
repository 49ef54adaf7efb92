import { isEmpty } from './empty';
import { unwrapExtendedJson } from './extended-json';

/** Words that stand for no currency: forms and programs write them where nobody chose one. */
const NO_CURRENCY: ReadonlySet<string> = new Set(
  'n/a na none null nil <nil> undefined nan unknown - yes no true false'.split(' '),
);
/** Blanks around the word included. */
const WORD_LENGTH_MAX = 16;

/** Whether a value under a key that names a currency names none: a blank, a placeholder, yes or no. */
export function namesNoCurrency(value: unknown): boolean {
  if (typeof value === 'boolean' || isEmpty(value)) return true;
  if (typeof value !== 'string' || value.length > WORD_LENGTH_MAX) return false;
  return NO_CURRENCY.has(value.trim().toLowerCase());
}

/** Whether a value says how much of it somebody has: `hard_currency: 1200` is a balance, as text too. */
export function isBalance(value: unknown): boolean {
  const plain = unwrapExtendedJson(value);
  return typeof plain === 'number' || (typeof plain === 'string' && /^[\d\s.,+-]+$/.test(plain));
}
