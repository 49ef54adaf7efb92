import { codes as isoCurrencies, code as isoCurrency } from 'currency-codes';

// The rules of docs/mapping.md on money, once more: with BigInt, by scanning, and without a line of core.

/** An amount as a sender writes it. `decimal` is what it says; `undefined`: it is no amount. */
export interface GivenAmount {
  readonly value: number | string;
  readonly decimal: string | undefined;
  /** The currency code in the text, lower-case; `undefined`: there is none. */
  readonly code: string | undefined;
}

export interface MoneySettings {
  readonly defaultCurrency: string;
  readonly exponent: 'iso' | 'cents';
  readonly moneyObjects: 'major' | 'minor';
}

/** An object of a call: its amounts, the values of its keys that name currencies, and what `types` says of its keys. */
export interface GivenObject {
  readonly types: Readonly<Record<string, 'money' | 'money_minor' | 'text'>>;
  readonly amounts: Readonly<Record<string, GivenAmount>>;
  readonly currencies: Readonly<Record<string, unknown>>;
}

/** What becomes of one key: the value that is sent, `undefined` if none is, and the codes of its notes. */
export interface Fate {
  readonly sent: unknown;
  readonly notes: readonly string[];
}

export type Fates = Record<string, Fate>;

const BESIDE_CURRENCY = ['total', 'subtotal', 'price', 'value', 'tax', 'shipping', 'discount', 'amount'];
const BLANKS: readonly unknown[] = [undefined, null, '', ' ', 'null', 'NULL', '<nil>', 'undefined', 'NaN'];
/** As values of a key for a currency. */
const PLACEHOLDERS = [
  ...['n/a', 'na', 'none', 'null', 'nil', '<nil>', 'undefined', 'nan', 'unknown', '-'],
  ...['yes', 'no', 'true', 'false'],
];

/** The fates of the keys of an object. `named` are all objects of the call but money objects, itself among them. */
export function expectFates(
  object: GivenObject,
  named: readonly GivenObject[],
  settings: MoneySettings,
): Fates {
  const fates: Fates = {};
  const used = new Set<string>();
  for (const [key, amount] of Object.entries(object.amounts)) {
    fates[key] = expectAmount(key, amount, object, named, settings, used);
  }
  for (const [key, value] of Object.entries(object.currencies)) {
    if (BLANKS.includes(value)) fates[key] = { sent: undefined, notes: ['blank_dropped'] };
    else if (used.has(key)) fates[key] = { sent: undefined, notes: ['currency_used'] };
    else if (object.types[key] === 'text' && typeof value !== 'string') {
      fates[key] = { sent: String(value), notes: ['type_changed'] };
    } else if (typeof value === 'boolean') fates[key] = { sent: String(value), notes: ['boolean_to_text'] };
    else fates[key] = { sent: value, notes: [] };
  }
  return fates;
}

function expectAmount(
  key: string,
  given: GivenAmount,
  object: GivenObject,
  named: readonly GivenObject[],
  settings: MoneySettings,
  used: Set<string>,
): Fate {
  const type = object.types[key];
  const isTyped = type === 'money' || type === 'money_minor';
  const asIs = (...notes: string[]) => ({
    sent: given.value,
    notes: isTyped ? [...notes, 'type_mismatch'] : notes,
  });
  if (!isTyped && key.toLowerCase() !== 'revenue') {
    if (!BESIDE_CURRENCY.includes(key.toLowerCase())) return asIs();
    if (!saidIn(object).some((said) => said.key === 'currency')) return asIs();
  }
  const own = nearestCurrency(key, object);
  if (own !== undefined && codeOf(own.value) === undefined) return asIs('currency_unknown');
  const isAssumed = own === undefined;
  const currency = codeOf(own?.value ?? settings.defaultCurrency) ?? '';
  const isContradicted =
    (isTyped && ![undefined, currency].includes(codeAtEnd(key))) ||
    (isAssumed && named.some((where) => namesOther(where, currency)));
  if (isContradicted) return asIs('currency_unclear');
  const reading = expectReading(given, currency, type === 'money_minor' ? 'minor' : 'major', settings);
  if (reading.note === 'money_not_positive') {
    return {
      sent: typeof given.value === 'number' ? given.value : Number(given.decimal),
      notes: [reading.note],
    };
  }
  if (reading.amount === undefined) return asIs(reading.note ?? '');
  if (own !== undefined) used.add(own.key);
  const notes = ['money_converted', ...(reading.note === undefined ? [] : [reading.note])];
  return {
    sent: { amount: reading.amount, currency },
    notes: isAssumed ? ['currency_assumed', ...notes] : notes,
  };
}

/** What becomes of an object with `amount` and `currency`, by the path behind its key; empty: the object itself. */
export function expectMoneyObject(given: GivenAmount, currency: string, settings: MoneySettings): Fates {
  const code = codeOf(currency);
  const reading =
    code === undefined
      ? { amount: undefined, note: 'currency_unknown' }
      : expectReading(given, code, settings.moneyObjects, settings);
  if (reading.amount !== undefined) {
    const notes = ['money_converted', ...(reading.note === undefined ? [] : [reading.note])];
    return { '': { sent: { amount: reading.amount, currency: code }, notes } };
  }
  return {
    '': { sent: undefined, notes: ['flattened', reading.note ?? ''] },
    amount: { sent: given.value, notes: [] },
    currency: { sent: currency, notes: [] },
  };
}

interface Reading {
  /** In the smallest unit; `undefined`: it is no money. */
  readonly amount: number | undefined;
  readonly note: string | undefined;
}

function expectReading(
  given: GivenAmount,
  currency: string,
  unit: 'major' | 'minor',
  { exponent }: MoneySettings,
): Reading {
  if (given.decimal === undefined || (given.code !== undefined && given.code !== currency)) {
    return { amount: undefined, note: 'money_unreadable' };
  }
  const decimal = parse(given.decimal);
  const places = unit === 'minor' ? 0 : exponent === 'cents' ? 2 : (PLACES.get(currency) ?? 0);
  const units = roundTo(decimal, places).digits;
  const isWhole = decimalsOf(decimal) <= places || decimalsOf(toFifteenDigits(decimal)) <= places;
  if (unit === 'minor' && !isWhole && !isWithinMillionth(decimal, units)) {
    return { amount: undefined, note: 'money_unit_unclear' };
  }
  if (decimal.isNegative || units === 0n || units > BigInt(Number.MAX_SAFE_INTEGER)) {
    return { amount: undefined, note: 'money_not_positive' };
  }
  return { amount: Number(units), note: isWhole || unit === 'minor' ? undefined : 'money_rounded' };
}

interface Decimal {
  readonly isNegative: boolean;
  readonly digits: bigint;
  /** How many of the digits stand behind the point. */
  readonly decimals: number;
}

function parse(text: string): Decimal {
  const isNegative = text.startsWith('-');
  const [mantissa = '', power = '0'] = (isNegative ? text.slice(1) : text).split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const decimals = fraction.length - Number(power);
  const digits = BigInt(whole + fraction) * 10n ** BigInt(Math.max(0, -decimals));
  return { isNegative, digits, decimals: Math.max(0, decimals) };
}

/** Half away from zero. */
function roundTo({ isNegative, digits, decimals }: Decimal, places: number): Decimal {
  if (decimals <= places) {
    return { isNegative, digits: digits * 10n ** BigInt(places - decimals), decimals: places };
  }
  const unit = 10n ** BigInt(decimals - places);
  return { isNegative, digits: (2n * digits + unit) / (2n * unit), decimals: places };
}

function toFifteenDigits(decimal: Decimal): Decimal {
  const surplus = String(decimal.digits).length - 15;
  if (surplus <= 0) return decimal;
  const unit = 10n ** BigInt(surplus);
  const digits = ((2n * decimal.digits + unit) / (2n * unit)) * unit;
  return { ...decimal, digits };
}

/** Without the zeros at the end. */
function decimalsOf({ digits, decimals }: Decimal): number {
  let left = decimals;
  for (let rest = digits; left > 0 && rest % 10n === 0n; rest /= 10n) left -= 1;
  return left;
}

function isWithinMillionth({ digits, decimals }: Decimal, units: bigint): boolean {
  const one = 10n ** BigInt(decimals);
  const distance = digits - units * one;
  return (distance < 0n ? -distance : distance) * 1_000_000n <= one;
}

const PLACES: ReadonlyMap<string, number> = new Map(
  isoCurrencies().map((code) => [code.toLowerCase(), isoCurrency(code)?.digits ?? 0]),
);

/** `undefined`: no ISO 4217 code. */
function codeOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const code = value.trim().toLowerCase();
  return PLACES.has(code) ? code : undefined;
}

interface Named {
  readonly key: string;
  readonly value: unknown;
}

/** The words of a key: at `_`, and where a capital follows a small letter. */
function wordsOf(key: string): string[] {
  const words = [''];
  let before = '';
  for (const letter of key) {
    const isBorder = before !== '' && before === before.toLowerCase() && letter !== letter.toLowerCase();
    if (isBorder || letter === '_') words.push('');
    if (letter !== '_') words.push((words.pop() ?? '') + letter.toLowerCase());
    before = letter === '_' ? '' : letter;
  }
  return words;
}

/** The words before `currency`; none: it is whatever stands beside it. */
function stemOf(key: string): string[] {
  const words = wordsOf(key);
  return words.slice(0, words.indexOf('currency'));
}

function begins(stem: readonly string[], key: string): boolean {
  const words = wordsOf(key);
  return stem.length <= words.length && stem.every((word, at) => word === words[at]);
}

/** A blank, a placeholder or a flag is no currency, nor is a number under a key with a stem. */
function isSaid({ key, value }: Named): boolean {
  if (BLANKS.includes(value) || PLACEHOLDERS.includes(String(value).trim().toLowerCase())) return false;
  return stemOf(key).length === 0 || !/^\d+$/.test(String(value));
}

function saidIn({ currencies }: GivenObject): Named[] {
  return Object.entries(currencies)
    .map(([key, value]) => ({ key, value }))
    .filter(isSaid);
}

function nearestCurrency(amountKey: string, object: GivenObject): Named | undefined {
  const worth = ({ key, value }: Named) =>
    [stemOf(key).length, codeOf(value) === undefined ? 0 : 1, key === 'currency' ? 1 : 0] as const;
  const [nearest] = saidIn(object)
    .filter((said) => isOf(said, amountKey) && isBestOfStem(said, object))
    .sort((a, b) => {
      const [one, other] = [worth(b), worth(a)];
      return one[0] - other[0] || one[1] - other[1] || one[2] - other[2];
    });
  return nearest;
}

/** Whether the stem begins the amount's key, and no code of another currency follows it there. */
function isOf({ key, value }: Named, amountKey: string): boolean {
  const stem = stemOf(key);
  if (stem.length === 0) return true;
  const rest = wordsOf(amountKey).slice(stem.length);
  return begins(stem, amountKey) && rest.every((word) => !PLACES.has(word) || word === codeOf(value));
}

function codeAtEnd(amountKey: string): string | undefined {
  const words = wordsOf(amountKey);
  if (words.at(-1) === 'cents') words.pop();
  return codeOf(words.at(-1));
}

function namesOther(where: GivenObject, defaultCode: string): boolean {
  const taken = Object.keys(where.amounts)
    .filter((key) => (where.types[key] ?? 'text') !== 'text')
    .map((key) => nearestCurrency(key, where))
    .filter((nearest) => nearest !== undefined && stemOf(nearest.key).length > 0)
    .map((nearest) => nearest?.key);
  const counted = saidIn(where).filter(({ key }) => where.types[key] === undefined);
  return counted.some(({ key, value }) => {
    if (taken.includes(key) || codeOf(value) === defaultCode) return false;
    const isSpeltOut = counted.some(
      (other) => codeOf(other.value) !== undefined && stemOf(other.key).join() === stemOf(key).join(),
    );
    return codeOf(value) !== undefined || !isSpeltOut;
  });
}

/** Of two spellings of one key the code counts, or the first. */
function isBestOfStem(named: Named, where: GivenObject): boolean {
  const stem = stemOf(named.key);
  if (stem.length === 0) return true;
  const alike = saidIn(where).filter(({ key }) => stemOf(key).join() === stem.join());
  const best = alike.find(({ value }) => codeOf(value) !== undefined) ?? alike[0];
  return best?.key === named.key;
}
