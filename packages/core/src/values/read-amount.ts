import type { JsonObject } from '../json-object';
import { readCodeInKey } from './currency-key';
import { unwrapExtendedJson } from './extended-json';
import { readCurrency, readMajorAmount, readMinorAmount, type AmountReading, type Currency } from './money';
import { namesOtherCurrency } from './other-currency';
import { addCandidate, addNote, addNumber, type MetadataPass } from './pass';
import type { Property } from './property';
import { currenciesIn, findCurrency, ownKey, useCurrency, type Siblings } from './siblings';

/**
 * Whether the value of a property such as `total` is settled: as money by the currency beside it, or as a number. What
 * `types` has called money in vain is not read in another unit by its name.
 */
export function readNamedAmount(
  pass: MetadataPass,
  property: Property,
  value: string | number,
  siblings: Siblings,
): boolean {
  if (!siblings.hasNamedAmounts || property.type === 'money' || property.type === 'money_minor') return false;
  if (property.name.lower !== 'revenue' && !currenciesIn(pass, siblings).hasPlain) return false;
  return readAmount(pass, property, value, 'major', siblings);
}

/** Takes the amount of an object with `amount` and `currency`. False: it has to be sent as plain values. */
export function readMoneyObject(
  pass: MetadataPass,
  property: Property,
  object: JsonObject,
  unit: 'major' | 'minor',
): boolean {
  const currency = readCurrency(object['currency'], pass.compiled.settings.exponent);
  if (currency === undefined) {
    noteUnknownCurrency(pass, property);
    return false;
  }
  const amount = readInUnit(unwrapExtendedJson(object['amount']), currency, unit);
  if (amount.outcome !== 'money') {
    noteNoMoney(pass, property, amount.outcome);
    return false;
  }
  addMoney(pass, property, amount, currency);
  return true;
}

/**
 * Whether the value is settled, by its currency or the default one. `siblings` is `undefined` where nothing stands beside
 * the amount.
 */
export function readAmount(
  pass: MetadataPass,
  property: Property,
  value: unknown,
  unit: 'major' | 'minor',
  siblings: Siblings | undefined,
): boolean {
  const beside = siblings === undefined ? undefined : findCurrency(pass, siblings, property);
  if (beside !== undefined && beside.currency === undefined) {
    noteUnknownCurrency(pass, property);
    return false;
  }
  const { defaultCurrency, exponent } = pass.compiled.settings;
  const currency = beside?.currency ?? readCurrency(defaultCurrency, exponent);
  if (currency === undefined) return false;
  const isContradicted =
    isOtherByKey(property, siblings, currency) ||
    (beside === undefined && isDefaultContradicted(pass, siblings?.field, currency.code));
  if (isContradicted) {
    addNote(
      pass,
      property.path,
      'currency_unclear',
      'The call names another currency; nothing is converted.',
    );
    return false;
  }
  const amount = readInUnit(value, currency, unit);
  switch (amount.outcome) {
    case 'money':
      if (beside === undefined) {
        addNote(pass, property.path, 'currency_assumed', 'No currency beside it; defaultCurrency is used.');
      } else if (siblings !== undefined) useCurrency(siblings, beside.key);
      addMoney(pass, property, amount, currency);
      return true;
    case 'not_positive':
      noteNoMoney(pass, property, amount.outcome);
      addNumber(pass, property, amount.number);
      return true;
    case 'unit_unclear':
    case 'unreadable':
      noteNoMoney(pass, property, amount.outcome);
      return false;
    default:
      return amount satisfies never;
  }
}

/** Whether the key says that the amount is in another currency. The names by which amounts are known hold no code. */
function isOtherByKey(property: Property, siblings: Siblings | undefined, { code }: Currency): boolean {
  if (property.type === undefined) return false;
  const inKey = readCodeInKey(ownKey(property, siblings?.parent));
  return inKey !== undefined && inKey !== code;
}

/** What `addKeys` brings is also held against the field that it comes from. */
function isDefaultContradicted(pass: MetadataPass, field: JsonObject | undefined, code: string): boolean {
  pass.namesOtherCurrency ??= namesOtherCurrency(pass, pass.properties, code);
  return pass.namesOtherCurrency || (field !== undefined && namesOtherCurrency(pass, field, code));
}

function readInUnit(value: unknown, currency: Currency, unit: 'major' | 'minor'): AmountReading {
  return unit === 'major' ? readMajorAmount(value, currency) : readMinorAmount(value, currency);
}

function addMoney(
  pass: MetadataPass,
  property: Property,
  { minorUnits, isRounded }: Extract<AmountReading, { outcome: 'money' }>,
  currency: Currency,
): void {
  if (isRounded) {
    addNote(pass, property.path, 'money_rounded', 'A fraction of a minor unit; rounded.');
  }
  addNote(pass, property.path, 'money_converted', 'Sent as money in minor units.');
  addCandidate(pass, property, 'money', { amount: minorUnits, currency: currency.code });
}

const NO_MONEY = {
  not_positive: ['money_not_positive', 'Intercom asks for a positive whole amount; a plain number.'],
  unit_unclear: ['money_unit_unclear', 'A fraction of a minor unit; not sent as money.'],
  unreadable: ['money_unreadable', 'Not an amount in that currency; sent as it is.'],
} as const;

function noteNoMoney(pass: MetadataPass, property: Property, outcome: keyof typeof NO_MONEY): void {
  const [code, detail] = NO_MONEY[outcome];
  addNote(pass, property.path, code, detail);
}

function noteUnknownCurrency(pass: MetadataPass, property: Property): void {
  addNote(pass, property.path, 'currency_unknown', 'Its currency is no ISO 4217 code; nothing is converted.');
}
