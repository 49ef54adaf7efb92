import { createMapper, type MappingSettings, type TrackCallMapper } from '@intercom-destination/core';
import { expect, it } from '@jest/globals';
import { codes as isoCurrencies } from 'currency-codes';
import { isDeepStrictEqual } from 'node:util';
import { dose } from '../dose';
import { chanceOf } from './chance';
import {
  expectFates,
  expectMoneyObject,
  type Fates,
  type GivenAmount,
  type GivenObject,
  type MoneySettings,
} from './money-oracle';

/** A million calls in the long run, ten seeds for each to end in time. */
const CALLS = dose(5_000, 100_000);
const SEEDS = Array.from({ length: dose(1, 10) }, (_, at) => 20_260_117 + at);

it.each(SEEDS)('every amount becomes what the page says, from seed %i', (seed) => {
  const chance = new Chance(seed);
  const wrong: unknown[] = [];
  const seen = new Map<string, number>();
  for (let at = 0; at < CALLS && wrong.length === 0; at += 1) {
    const { settings, call, expected } = makeCall(chance);
    const got = summarise(mapperOf(settings)(call));
    if (!isDeepStrictEqual(got, expected)) wrong.push({ at, settings, call, got, expected });
    for (const note of expected.notes) seen.set(codeOf(note), (seen.get(codeOf(note)) ?? 0) + 1);
  }
  expect(wrong).toEqual([]);
  // Calls that come to few of the rules would show little.
  expect(MONEY_CODES.filter((code) => (seen.get(code) ?? 0) < CALLS / 200)).toEqual([]);
});

const MONEY_CODES = [
  'money_converted',
  'money_rounded',
  'money_unreadable',
  'money_not_positive',
  'money_unit_unclear',
  'currency_unknown',
  'currency_unclear',
  'currency_assumed',
  'currency_used',
  'type_mismatch',
];

function codeOf(note: string): string {
  return note.slice(0, note.indexOf(':'));
}

interface Summary {
  readonly metadata: Readonly<Record<string, unknown>>;
  /** As `code:path`, sorted. */
  readonly notes: readonly string[];
}

function summarise(mapped: ReturnType<TrackCallMapper>): Summary {
  if (!mapped.ok) throw new Error(mapped.refusal.message);
  // It is about the number and not about money.
  const notes = mapped.notes.filter(({ code }) => code !== 'number_imprecise');
  return {
    metadata: { ...mapped.dataEvent.metadata },
    notes: notes.map(({ code, key }) => `${code}:${key}`).sort(),
  };
}

const mappers = new Map<string, TrackCallMapper>();

/** To make a mapper takes longer than to map a call. */
function mapperOf(settings: Partial<MappingSettings>): TrackCallMapper {
  const name = JSON.stringify(settings);
  const mapper = mappers.get(name) ?? createMapper(settings);
  mappers.set(name, mapper);
  return mapper;
}

interface Expectation {
  readonly settings: Partial<MappingSettings>;
  readonly call: unknown;
  readonly expected: Summary;
}

function makeCall(chance: Chance): Expectation {
  const moneySettings: MoneySettings = {
    defaultCurrency: chance.pick(['usd', 'EUR', 'jpy', 'KWD']),
    exponent: chance.pick(['iso', 'iso', 'cents']),
    moneyObjects: chance.pick(['minor', 'major']),
  };
  const top = makeObject(
    chance,
    [
      ...['revenue', 'Total', 'price', 'amount', 'plan_price', 'fee', 'discount', 'seats'],
      ...['price_usd', 'plan_eur_cents', 'total_usd_net'],
    ],
    TYPES,
  );
  const order = chance.isLucky(0.3)
    ? makeObject(chance, ['revenue', 'total', 'shipping', 'setupFee'], TYPES_IN_ORDER)
    : undefined;
  const products = Array.from({ length: chance.isLucky(0.3) ? 1 + chance.below(2) : 0 }, () =>
    makeObject(chance, ['price', 'total'], {}),
  );
  const paid = chance.isLucky(0.3) ? { amount: makeAmount(chance), currency: makeCode(chance) } : undefined;

  const properties: Record<string, unknown> = toProperties(top, chance);
  if (order !== undefined) properties['order'] = toProperties(order, chance);
  if (products.length > 0) properties['products'] = products.map((product) => toProperties(product, chance));
  if (paid !== undefined) properties['paid'] = { amount: paid.amount.value, currency: paid.currency };

  const metadata: Record<string, unknown> = {};
  const notes: string[] = [];
  const add = (fates: Fates, within?: string) => {
    for (const [key, fate] of Object.entries(fates)) {
      const names = [within ?? '', key].filter((name) => name !== '');
      if (fate.sent !== undefined) metadata[names.join('_')] = fate.sent;
      notes.push(...fate.notes.map((code) => `${code}:${names.join('.')}`));
    }
  };
  const named = [top, ...(order === undefined ? [] : [order]), ...products];
  add(expectFates(top, named, moneySettings));
  if (order !== undefined) {
    notes.push('flattened:order');
    add(expectFates(order, named, moneySettings), 'order');
  }
  if (products.length > 0) {
    metadata['products_count'] = products.length;
    notes.push('array_counted:products');
  }
  if (paid !== undefined) add(expectMoneyObject(paid.amount, paid.currency, moneySettings), 'paid');

  return {
    settings: {
      ...moneySettings,
      types: { ...TYPES, 'order.setupFee': TYPES_IN_ORDER.setupFee },
      keyLimit: 20,
    },
    call: { event: 'Paid', userId: 'u1', timestamp: '2026-01-01T00:00:00Z', properties },
    expected: { metadata, notes: notes.sort() },
  };
}

const TYPES = {
  plan_price: 'money',
  fee: 'money_minor',
  discount: 'money_minor',
  price_usd: 'money',
  plan_eur_cents: 'money_minor',
  total_usd_net: 'money',
  account_currency: 'text',
} as const;
const TYPES_IN_ORDER = { setupFee: 'money' } as const;

const CURRENCY_KEYS = [
  ...['currency', 'currency', 'currency', 'currency_code', 'currencyCode', 'currency_iso'],
  ...['plan_currency', 'planCurrency', 'plan_price_currency', 'priceCurrency', 'revenue_currency'],
  ...['total_currency', 'setup_currency', 'payment_currency', 'displayCurrency', 'account_currency'],
];

function makeObject(chance: Chance, keys: readonly string[], types: GivenObject['types']): GivenObject {
  const amounts: Record<string, GivenAmount> = {};
  for (let count = 1 + chance.below(3); count > 0; count -= 1)
    amounts[chance.pick(keys)] = makeAmount(chance);
  const currencies: Record<string, unknown> = {};
  for (let count = chance.below(4); count > 0; count -= 1) {
    currencies[chance.pick(CURRENCY_KEYS)] = makeCurrencyValue(chance);
  }
  return { amounts, currencies, types };
}

/** Which key comes first must not matter, but for two spellings of one. */
function toProperties({ amounts, currencies }: GivenObject, chance: Chance): Record<string, unknown> {
  const values = Object.fromEntries(Object.entries(amounts).map(([key, { value }]) => [key, value]));
  return chance.isLucky(0.5) ? { ...values, ...currencies } : { ...currencies, ...values };
}

const CODES = isoCurrencies();
const COMMON_CODES = ['USD', 'usd', 'EUR', 'eur', 'GBP', 'JPY', 'KWD', 'CLF'];

function makeCode(chance: Chance): string {
  if (chance.isLucky(0.1)) return chance.pick(['IND', 'Bitcoin', 'Euro', '€']);
  return chance.pick(chance.isLucky(0.5) ? COMMON_CODES : CODES);
}

function makeCurrencyValue(chance: Chance): unknown {
  return chance.isLucky(0.8)
    ? makeCode(chance)
    : chance.pick([
        '',
        ' ',
        null,
        'null',
        '<nil>',
        1200,
        '1200',
        true,
        'N/A',
        'none',
        ' Yes ',
        '-',
        'Unknown',
      ]);
}

function makeAmount(chance: Chance): GivenAmount {
  const amount = chance.isLucky(0.6) ? makeNumber(chance) : makeText(chance);
  return isOnTheEdge(amount) ? makeAmount(chance) : amount;
}

function makeNumber(chance: Chance): GivenAmount {
  const value = (chance.isLucky(0.1) ? -1 : 1) * makePlainNumber(chance);
  return { value, decimal: String(value), code: undefined };
}

function makePlainNumber(chance: Chance): number {
  const cents = chance.below(10 ** (1 + chance.below(8)));
  switch (chance.below(9)) {
    case 0:
      return cents;
    case 1:
      return cents / 100;
    case 2:
      return cents / 10 ** chance.below(8);
    case 3:
      // Half of the smallest unit, of two places and of three.
      return (2 * cents + 1) / (chance.isLucky(0.5) ? 200 : 2_000);
    case 4:
      return cents / 100 + chance.below(1_000) / 100 + chance.below(1_000) / 1_000;
    case 5:
      return (cents / 100) * (1 + chance.below(40) / 100);
    case 6:
      return (1 + cents) * 10 ** -(1 + chance.below(25));
    case 7:
      return (1 + chance.below(999)) * 10 ** (8 + chance.below(20)) + chance.below(1_000) / 100;
    default:
      return cents + chance.next() * 10 ** -chance.below(12);
  }
}

function makeText(chance: Chance): GivenAmount {
  if (chance.isLucky(0.1)) {
    return {
      value: chance.pick(['5 %', '19,99', 'gold', '1,29.00', '1e3']),
      decimal: undefined,
      code: undefined,
    };
  }
  const whole = chance.digits(1 + chance.below(chance.isLucky(0.2) ? 18 : 6));
  const fraction = chance.isLucky(0.7)
    ? `.${chance.digits(1 + chance.below(chance.isLucky(0.3) ? 20 : 4))}`
    : '';
  const sign = chance.isLucky(0.1) ? '-' : '';
  const decimal = `${sign}${whole}${fraction}`;
  const grouped = `${sign}$${group(whole)}${fraction}`;
  const code = chance.pick(['USD', 'eur']);
  switch (chance.below(4)) {
    case 0:
      return { value: grouped, decimal, code: undefined };
    case 1:
      return { value: `${sign}${code} ${whole}${fraction}`, decimal, code: code.toLowerCase() };
    default:
      return { value: decimal, decimal, code: undefined };
  }
}

/** Thousands by commas. */
function group(digits: string): string {
  const first = digits.length % 3;
  const rest = digits.slice(first).match(/.{3}/g) ?? [];
  return [digits.slice(0, first), ...rest].filter((part) => part !== '').join(',');
}

/** The page leaves open on which side of its millionth an amount falls that is as near to it as doubles tell. */
function isOnTheEdge({ value, decimal }: GivenAmount): boolean {
  const number = Math.abs(Number(decimal ?? value));
  const distance = Math.abs(number - Math.round(number));
  return distance > 0.9e-6 && distance < 1.1e-6;
}

/** Mulberry32. */
class Chance {
  /** From 0, below 1. */
  readonly next: () => number;

  constructor(seed: number) {
    this.next = chanceOf(seed);
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  isLucky(share: number): boolean {
    return this.next() < share;
  }

  pick<const T>(among: readonly T[]): T {
    return among[this.below(among.length)] as T;
  }

  digits(count: number): string {
    return Array.from({ length: count }, () => this.below(10)).join('');
  }
}
