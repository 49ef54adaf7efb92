import { LowestHashes } from './lowest-hashes';

/** Currencies that are told apart; few products sell in more. */
const CURRENCIES_MAX = 20;
/** Fewer amounts of either sort say nothing of the unit. */
const AMOUNTS_LEAST = 5;
/** Amounts in cents are about a hundred times those in whole units. */
const UNITS_APART = 20;
/** So many amounts, nearly all of them whole and this large, may be in cents. */
const CENTS_LEAST = 20;
const CENTS_WHOLE_SHARE = 0.99;
const CENTS_TYPICAL = 100;

interface Amounts {
  count: number;
  /** Of their logarithms, so that a few huge ones do not decide. */
  logs: number;
}

interface Sorts {
  readonly whole: Amounts;
  readonly fractional: Amounts;
}

/** Amounts of one property, in a form that goes from one thread to another. */
export type AmountsByCurrency = ReadonlyMap<string, Sorts & { readonly examples: readonly number[] }>;

/** Amounts of one currency that may be in cents. */
export interface LikeCents {
  readonly currency: string;
  readonly whole: number;
  readonly amounts: number;
  /** Ten different ones at most. */
  readonly examples: readonly number[];
}

/** Whole and fractional amounts of one property, by currency: yen are whole and many. */
export class AmountTable {
  readonly #byCurrency = new Map<string, Sorts & { readonly examples: LowestHashes }>();
  /** Whether a currency found no room. */
  isFull = false;

  /** `currency` is the one beside it, in lower case; empty: there is none. */
  add(amount: number, currency: string): void {
    if (!Number.isFinite(amount) || amount === 0) return;
    const sorts = this.#sortsOf(currency);
    if (sorts === undefined) return;
    const sort = Number.isInteger(amount) ? sorts.whole : sorts.fractional;
    sort.count += 1;
    sort.logs += Math.log(Math.abs(amount));
    if (sort === sorts.whole) sorts.examples.add(amount);
  }

  /** In a form that goes from one thread to another. */
  get state(): AmountsByCurrency {
    return new Map(
      [...this.#byCurrency].map(([currency, { whole, fractional, examples }]) => [
        currency,
        { whole, fractional, examples: examples.numbers },
      ]),
    );
  }

  merge(state: AmountsByCurrency): void {
    for (const [currency, { whole, fractional, examples }] of state) {
      const sorts = this.#sortsOf(currency);
      if (sorts === undefined) continue;
      addTo(sorts.whole, whole);
      addTo(sorts.fractional, fractional);
      for (const example of examples) sorts.examples.add(example);
    }
  }

  /** Amounts that are whole in some calls and fractional in others of the same currency; `undefined`: they are not. */
  get mixed():
    | {
        readonly whole: number;
        readonly fractional: number;
        /** Whether the whole ones are so much larger that they may be in cents. */
        readonly units_unclear: boolean;
      }
    | undefined {
    const mixed = [...this.#byCurrency.values()].filter(
      ({ whole, fractional }) => whole.count > 0 && fractional.count > 0,
    );
    if (mixed.length === 0) return undefined;
    return {
      whole: mixed.reduce((sum, { whole }) => sum + whole.count, 0),
      fractional: mixed.reduce((sum, { fractional }) => sum + fractional.count, 0),
      units_unclear: mixed.some(
        ({ whole, fractional }) =>
          whole.count >= AMOUNTS_LEAST &&
          fractional.count >= AMOUNTS_LEAST &&
          typical(whole) > UNITS_APART * typical(fractional),
      ),
    };
  }

  /** Currencies in which nearly all amounts are whole and large. */
  get likeCents(): readonly LikeCents[] {
    return [...this.#byCurrency].flatMap(([currency, { whole, fractional, examples }]) => {
      const amounts = whole.count + fractional.count;
      const isLikeCents =
        whole.count >= CENTS_LEAST &&
        whole.count >= CENTS_WHOLE_SHARE * amounts &&
        typical(whole) >= CENTS_TYPICAL;
      return isLikeCents ? { currency, whole: whole.count, amounts, examples: examples.numbers } : [];
    });
  }

  #sortsOf(currency: string): (Sorts & { readonly examples: LowestHashes }) | undefined {
    const known = this.#byCurrency.get(currency);
    if (known !== undefined) return known;
    if (this.#byCurrency.size >= CURRENCIES_MAX) {
      this.isFull = true;
      return undefined;
    }
    const sorts = {
      whole: { count: 0, logs: 0 },
      fractional: { count: 0, logs: 0 },
      examples: new LowestHashes(),
    };
    this.#byCurrency.set(currency, sorts);
    return sorts;
  }
}

function addTo(sort: Amounts, { count, logs }: Readonly<Amounts>): void {
  sort.count += count;
  sort.logs += logs;
}

/** The geometric mean. */
function typical({ logs, count }: Amounts): number {
  return Math.exp(logs / count);
}
