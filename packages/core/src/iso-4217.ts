// ISO 4217, list of 2024-06-25, with XCG of its amendment 176. The tests compare it with the package currency-codes.
// Never `Intl`: its exponents differ from ISO for 29 of 179 codes.

const TWO_PLACES = `
  aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bmd bnd bob bov brl bsd btn bwp byn bzd cad
  cdf che chf chw cny cop cou crc cuc cup cve czk dkk dop dzd egp ern etb eur fjd fkp gbp gel ghs gip
  gmd gtq gyd hkd hnl htg huf idr ils inr irr jmd kes kgs khr kpw kyd kzt lak lbp lkr lrd lsl mad mdl
  mga mkd mmk mnt mop mru mur mvr mwk mxn mxv myr mzn nad ngn nio nok npr nzd pab pen pgk php pkr pln
  qar ron rsd rub sar sbd scr sdg sek sgd shp sle sos srd ssp stn svc syp szl thb tjs tmt top try ttd
  twd tzs uah usd usn uyu uzs ved ves wst xcd xcg yer zar zmw zwg
`;

const OTHER_PLACES: Readonly<Record<number, string>> = {
  0: `
  bif clp djf gnf isk jpy kmf krw pyg rwf ugx uyi vnd vuv xaf xag xau xba xbb xbc xbd xdr xof xpd xpf xpt xsu
  xts xua xxx
`,
  3: 'bhd iqd jod kwd lyd omr tnd',
  4: 'clf uyw',
};

const EXPONENTS: ReadonlyMap<string, number> = new Map([
  ...codesOf(TWO_PLACES).map((code): [string, number] => [code, 2]),
  ...Object.entries(OTHER_PLACES).flatMap(([places, codes]) =>
    codesOf(codes).map((code): [string, number] => [code, Number(places)]),
  ),
]);

/** Decimal places of a currency's minor unit by its lower-case code; `undefined`: no ISO 4217 code. */
export function isoExponent(currency: string): number | undefined {
  return EXPONENTS.get(currency);
}

/** Every code, lower-case. */
export function isoCurrencies(): string[] {
  return [...EXPONENTS.keys()];
}

function codesOf(list: string): string[] {
  return list.trim().split(/\s+/);
}
