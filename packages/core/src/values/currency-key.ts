import { isoExponent } from '../iso-4217';
import { KEY_LENGTH_MAX } from '../limits';

const CURRENCY_LENGTH = 'currency'.length;
const CURRENCY_ENDING = /(?:^|_)currency(?:_?iso)?(?:_?code)?$/;

/**
 * What a key such as `plan_currency` or `planCurrencyCode` is the currency of, in the form of `toWords`: `plan`. Empty:
 * whatever stands beside it, as under `currency` or `currency_iso`. `undefined`: the key names no currency.
 */
export function readCurrencyStem(key: string): string | undefined {
  if (key === 'currency') return '';
  if (!mayNameCurrency(key)) return undefined;
  const words = toWords(key);
  const at = words.search(CURRENCY_ENDING);
  return at === -1 ? undefined : words.slice(0, at);
}

/** Whether a key without a stem is `currency` itself, in whatever case. */
export function isPlainCurrency({ length }: string): boolean {
  return length === CURRENCY_LENGTH;
}

/** Asked of every key beside an amount: two or three letters tell most, `category` too, from `…currency`, `…code` and `…iso`. */
function mayNameCurrency(key: string): boolean {
  const { length } = key;
  if (length < CURRENCY_LENGTH || length > KEY_LENGTH_MAX) return false;
  switch (lowerLetter(key, length - 1)) {
    case LETTER_Y:
      return (
        lowerLetter(key, length - CURRENCY_LENGTH) === LETTER_C &&
        lowerLetter(key, length - CURRENCY_LENGTH + 1) === LETTER_U
      );
    case LETTER_E:
      return lowerLetter(key, length - 'code'.length) === LETTER_C && holdsCurrency(key);
    case LETTER_O:
      return lowerLetter(key, length - 'iso'.length) === LETTER_I && holdsCurrency(key);
    default:
      return false;
  }
}

function holdsCurrency(key: string): boolean {
  return key.toLowerCase().includes('currency');
}

function lowerLetter(key: string, at: number): number {
  return key.charCodeAt(at) | 0x20;
}

const LETTER_C = 0x63;
const LETTER_E = 0x65;
const LETTER_I = 0x69;
const LETTER_O = 0x6f;
const LETTER_U = 0x75;
const LETTER_Y = 0x79;

/** The key's words in lower case, joined by `_`, however the key joins them: `planPrice` and `Plan price` are `plan_price`. */
export function toWords(key: string): string {
  if (/^[a-z\d]+$/.test(key)) return key;
  return key
    .replace(/(?<=[a-z\d])(?=[A-Z])/g, '_')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '_')
    .toLowerCase();
}

/** The code in which a key says its amount is: `usd` of `price_usd`, `priceUSD` and `price_usd_cents`. `undefined`: it says none. */
export function readCodeInKey(amountKey: string): string | undefined {
  const words = toWords(amountKey).split('_');
  if (words[words.length - 1] === 'cents') words.pop();
  const last = words.pop() ?? '';
  return isoExponent(last) === undefined ? undefined : last;
}
