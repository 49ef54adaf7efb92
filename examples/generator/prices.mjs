// Minor units in a major one, and the least step of a price tag, in minor units.
const currencies = {
  EUR: { perEuroCent: 1, minorInMajor: 100, step: 1 },
  USD: { perEuroCent: 1.1, minorInMajor: 100, step: 1 },
  JPY: { perEuroCent: 1.6, minorInMajor: 1, step: 10 },
  KWD: { perEuroCent: 3.4, minorInMajor: 1000, step: 50 },
};

/** A price of the catalogue in minor units of `currency`. */
export function minorPrice(euroCents, currency) {
  const { perEuroCent, step } = currencies[currency];
  return Math.max(step, Math.round((euroCents * perEuroCent) / step) * step);
}

/** The number a shop would send: 1999 cents are 19.99, 1999 yen are 1999. */
export const major = (minor, currency) => minor / currencies[currency].minorInMajor;
