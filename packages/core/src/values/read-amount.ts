import { hasOwn } from '../has-own';
import type { JsonObject } from '../json-object';
import { isEmpty } from './empty';
import { unwrapExtendedJson } from './extended-json';
import { readCurrency, readMajorAmount, readMinorAmount, type AmountReading, type Currency } from './money';
import { addCandidate, addNote, addNumber, type MetadataPass } from './pass';
import type { Property } from './property';

/** The object around an amount, and the currency in it, which is looked for when the first amount asks. */
export interface Siblings {
  readonly object: JsonObject;
  currency: SiblingCurrency | undefined;
  /** At least one amount took the currency, which then need not be sent itself. */
  currencyUsed: boolean;
}

type SiblingCurrency =
  | { readonly state: 'known'; readonly key: string; readonly currency: Currency }
  | { readonly state: 'unknown' }
  | { readonly state: 'absent' };

/** Whether the value of a property such as `total` is settled: as money by the currency beside it, or as a number. */
export function readNamedAmount(
  pass: MetadataPass,
  property: Property,
  value: string | number,
  siblings: Siblings,
): boolean {
  const found = findCurrency(pass, siblings);
  if (found.state === 'unknown') {
    noteUnknownCurrency(pass, property);
    return false;
  }
  if (found.state === 'absent' && property.name.lower !== 'revenue') return false;
  return readAmountWith(pass, property, value, 'major', siblings);
}

/** Whether the value is settled under `types: money` or `money_minor`, by the currency beside it or the default one. */
export function readTypedAmount(
  pass: MetadataPass,
  property: Property,
  value: unknown,
  unit: 'major' | 'minor',
  siblings: Siblings | undefined,
): boolean {
  if (siblings !== undefined && findCurrency(pass, siblings).state === 'unknown') {
    noteUnknownCurrency(pass, property);
    return false;
  }
  return readAmountWith(pass, property, value, unit, siblings);
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
  const amount = readAmount(unwrapExtendedJson(object['amount']), currency, unit);
  if (amount.outcome !== 'money') {
    noteNoMoney(pass, property, amount.outcome);
    return false;
  }
  addMoney(pass, property, amount, currency);
  return true;
}

function readAmountWith(
  pass: MetadataPass,
  property: Property,
  value: unknown,
  unit: 'major' | 'minor',
  siblings: Siblings | undefined,
): boolean {
  const beside = siblings?.currency?.state === 'known' ? siblings.currency.currency : undefined;
  const { defaultCurrency, exponent } = pass.compiled.settings;
  const currency = beside ?? readCurrency(defaultCurrency, exponent);
  if (currency === undefined) return false;
  const amount = readAmount(value, currency, unit);
  switch (amount.outcome) {
    case 'money':
      if (beside === undefined) {
        addNote(pass, property.path, 'currency_assumed', 'No currency beside it; defaultCurrency is used.');
      } else if (siblings !== undefined) siblings.currencyUsed = true;
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

function readAmount(value: unknown, currency: Currency, unit: 'major' | 'minor'): AmountReading {
  return unit === 'major' ? readMajorAmount(value, currency) : readMinorAmount(value, currency);
}

function addMoney(
  pass: MetadataPass,
  property: Property,
  { minorUnits, isRounded }: Extract<AmountReading, { outcome: 'money' }>,
  currency: Currency,
): void {
  if (isRounded) {
    addNote(
      pass,
      property.path,
      'money_rounded',
      'A fraction of the smallest unit of its currency; rounded.',
    );
  }
  addNote(pass, property.path, 'money_converted', 'Sent as money in minor units.');
  addCandidate(pass, property, 'money', { amount: minorUnits, currency: currency.code });
}

function findCurrency(pass: MetadataPass, siblings: Siblings): SiblingCurrency {
  siblings.currency ??= lookForCurrency(pass, siblings.object);
  return siblings.currency;
}

function lookForCurrency(pass: MetadataPass, object: JsonObject): SiblingCurrency {
  for (const key in object) {
    if (!hasOwn(object, key) || key.length !== 'currency'.length || key.toLowerCase() !== 'currency')
      continue;
    const value = object[key];
    if (isEmpty(value)) continue;
    const currency = readCurrency(value, pass.compiled.settings.exponent);
    return currency === undefined ? { state: 'unknown' } : { state: 'known', key, currency };
  }
  return { state: 'absent' };
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
  addNote(
    pass,
    property.path,
    'currency_unknown',
    'The currency beside it is no ISO 4217 code; nothing is converted.',
  );
}
