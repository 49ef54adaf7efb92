/** Currencies that are told apart; few products sell in more. */
const CURRENCIES_MAX = 20;
/** Fewer amounts of either sort say nothing of the unit. */
const AMOUNTS_LEAST = 5;
/** Amounts in cents are about a hundred times those in whole units. */
const UNITS_APART = 20;

interface Amounts {
  count: number;
  /** Of their logarithms, so that a few huge ones do not decide. */
  logs: number;
}

interface Sorts {
  readonly whole: Amounts;
  readonly fractional: Amounts;
}

export type AmountsByCurrency = ReadonlyMap<string, Sorts>;

/** Whole and fractional amounts of one property, by currency: yen are whole and many. */
export class AmountTable {
  readonly #byCurrency = new Map<string, Sorts>();
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
  }

  /** In a form that goes from one thread to another. */
  get state(): AmountsByCurrency {
    return this.#byCurrency;
  }

  merge(state: AmountsByCurrency): void {
    for (const [currency, { whole, fractional }] of state) {
      const sorts = this.#sortsOf(currency);
      if (sorts === undefined) continue;
      addTo(sorts.whole, whole);
      addTo(sorts.fractional, fractional);
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
  #sortsOf(currency: string): Sorts | undefined {
    const known = this.#byCurrency.get(currency);
    if (known !== undefined) return known;
    if (this.#byCurrency.size >= CURRENCIES_MAX) {
      this.isFull = true;
      return undefined;
    }
    const sorts = { whole: { count: 0, logs: 0 }, fractional: { count: 0, logs: 0 } };
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
