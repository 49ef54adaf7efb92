import { isoCurrencies, isoExponent } from '../iso-4217';

/** An amount as read: money, or why it is none. */
export type AmountReading =
  /** `isRounded`: it had a fraction of a minor unit. */
  | { readonly outcome: 'money'; readonly minorUnits: number; readonly isRounded: boolean }
  /** Zero, negative, rounding to zero or beyond the safe integers: Intercom asks for a positive integer. */
  | { readonly outcome: 'not_positive'; readonly number: number }
  /** A fraction of a minor unit, where minor units were promised. */
  | { readonly outcome: 'unit_unclear' }
  | { readonly outcome: 'unreadable' };

/** A currency that is known, with the decimal places to use for it. */
export interface Currency {
  readonly code: string;
  readonly exponent: number;
}

/** `undefined`: not text, or no ISO 4217 code. */
export function readCurrency(value: unknown, exponentSetting: 'iso' | 'cents'): Currency | undefined {
  if (typeof value !== 'string' || value.length > 16) return undefined;
  const currencies = exponentSetting === 'cents' ? IN_CENTS : BY_ISO;
  return currencies.get(value) ?? currencies.get(value.trim().toLowerCase());
}

const BY_ISO = currenciesWith(isoExponent);
const IN_CENTS = currenciesWith(() => 2);

/** By their codes in capitals too, as most are written. */
function currenciesWith(exponentOf: typeof isoExponent): ReadonlyMap<string, Currency> {
  const currencies = new Map<string, Currency>();
  for (const code of isoCurrencies()) {
    const currency = { code, exponent: exponentOf(code) ?? 0 };
    currencies.set(code, currency).set(code.toUpperCase(), currency);
  }
  return currencies;
}

/** Reads 19.99, `"19.99"`, `"$1,299.00"` or `"EUR 5"` as an amount in whole units of the currency. */
export function readMajorAmount(value: unknown, currency: Currency): AmountReading {
  if (typeof value === 'number') {
    const minorUnits = wholeMinorUnits(value, 10 ** currency.exponent);
    if (minorUnits !== undefined) return toAmount(value < 0, minorUnits, false, value);
  }
  const decimal = readDecimal(value, currency.code);
  if (decimal === undefined) return { outcome: 'unreadable' };
  const minorUnits = scale(decimal, currency.exponent);
  return toAmount(decimal.negative, minorUnits, hasFraction(decimal, currency.exponent), decimal.number);
}

/** Up to here a double and its shortest decimal, of fifteen digits at most, name each other. */
const EXACT_MINOR_UNITS_MAX = 1e15;

/**
 * The amount's minor units, without its sign, where it has no fraction of one: nearly always, and in a tenth of the
 * time that its decimal's text takes. `undefined`: it may have one.
 */
function wholeMinorUnits(number: number, unitsInOne: number): number | undefined {
  const amount = Math.abs(number);
  const minorUnits = Math.round(amount * unitsInOne);
  return minorUnits < EXACT_MINOR_UNITS_MAX && minorUnits / unitsInOne === amount ? minorUnits : undefined;
}

/** The distance from a whole number within which a fraction of a minor unit is taken for the noise of a sum. */
const NOISE_OF_SUMS = 1e-6;

/** Reads an amount that is in minor units already. */
export function readMinorAmount(value: unknown, currency: Currency): AmountReading {
  const decimal = readDecimal(value, currency.code);
  if (decimal === undefined) return { outcome: 'unreadable' };
  const { negative, number } = decimal;
  const minorUnits = scale(decimal, 0);
  const isNearWhole = Math.abs(Math.abs(number) - minorUnits) <= NOISE_OF_SUMS;
  if (!isNearWhole && hasFraction(decimal, 0)) return { outcome: 'unit_unclear' };
  return toAmount(negative, minorUnits, false, number);
}

function toAmount(negative: boolean, minorUnits: number, isRounded: boolean, number: number): AmountReading {
  return !negative && minorUnits > 0 && Number.isSafeInteger(minorUnits)
    ? { outcome: 'money', minorUnits, isRounded }
    : { outcome: 'not_positive', number };
}

interface Decimal {
  readonly negative: boolean;
  readonly whole: string;
  readonly fraction: string;
  /** The nearest double. */
  readonly number: number;
}

const MONEY_TEXT_LENGTH_MAX = 64;
const MONEY_TEXT =
  /^(-?)(?:(\p{Sc})|([A-Za-z]{3})(?![A-Za-z]))?\s?(-?)(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?$/u;

/** Symbols that not every currency shares; `$` and those not here may stand for any. */
const SYMBOLS: ReadonlyMap<string, readonly string[]> = new Map([
  ['€', ['eur']],
  ['£', ['gbp', 'egp', 'fkp', 'gip', 'lbp', 'sdg', 'shp', 'ssp', 'syp']],
  ['¥', ['jpy', 'cny']],
  ['₹', ['inr']],
  ['₩', ['krw', 'kpw']],
  ['₽', ['rub']],
  ['₺', ['try']],
]);

function readDecimal(value: unknown, currencyCode: string): Decimal | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? decimalOfNumber(value) : undefined;
  if (typeof value !== 'string' || value.length > MONEY_TEXT_LENGTH_MAX) return undefined;
  const match = MONEY_TEXT.exec(value.trim());
  if (match === null) return undefined;
  const [, outerSign = '', symbol, code, innerSign = '', grouped = '', fraction = ''] = match;
  if (code !== undefined && code.toLowerCase() !== currencyCode) return undefined;
  if (symbol !== undefined && SYMBOLS.get(symbol)?.includes(currencyCode) === false) return undefined;
  if (outerSign !== '' && innerSign !== '') return undefined;
  const whole = grouped.replace(/,/g, '');
  const negative = outerSign !== '' || innerSign !== '';
  return { negative, whole, fraction, number: Number(`${negative ? '-' : ''}${whole}.${fraction || '0'}`) };
}

/** The shortest decimal that names the double, which is what the sender wrote. */
function decimalOfNumber(number: number): Decimal {
  const negative = number < 0;
  const text = String(Math.abs(number));
  const powerAt = text.indexOf('e');
  const mantissa = powerAt === -1 ? text : text.slice(0, powerAt);
  const pointAt = mantissa.indexOf('.');
  const whole = pointAt === -1 ? mantissa : mantissa.slice(0, pointAt);
  const fraction = pointAt === -1 ? '' : mantissa.slice(pointAt + 1);
  if (powerAt === -1) return { negative, whole, fraction, number };
  const shift = Number(text.slice(powerAt + 1));
  return shift < 0
    ? { negative, whole: '0', fraction: '0'.repeat(-shift - 1) + whole + fraction, number }
    : {
        negative,
        whole: (whole + fraction).padEnd(whole.length + shift, '0'),
        fraction: '',
        number,
      };
}

/** As many significant digits survive in every double; what follows them may be the noise of binary arithmetic. */
const SIGNIFICANT_DIGITS = 15;

/** Whether more than noise lies beyond the places that `exponent` gives. */
function hasFraction(decimal: Decimal, exponent: number): boolean {
  const { whole, fraction } = decimal;
  if (/^0*$/.test(fraction.slice(exponent))) return false;
  const firstDigit = (whole + fraction).search(/[1-9]/);
  const places = firstDigit + SIGNIFICANT_DIGITS - whole.length;
  return places > exponent && scale(decimal, places) % 10 ** (places - exponent) !== 0;
}

/** The decimal times 10 to the power of `exponent`, rounded half away from zero, without its sign. */
function scale({ whole, fraction }: Decimal, exponent: number): number {
  const kept = Number(whole + fraction.slice(0, exponent).padEnd(exponent, '0'));
  return fraction.charCodeAt(exponent) >= 53 ? kept + 1 : kept;
}
