/** For a phone, a wide screen, a dark one and paper. */
export const STYLE = `
:root {
  color-scheme: light;
  --paper: #ffffff; --ink: #1c2024; --quiet: #5b6269; --line: #d7dbdf; --soft: #f2f4f6;
  --good: #1f7a4d; --bad: #b3261e; --plain: #6b7785; --others: #b7791f;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    color-scheme: dark;
    --paper: #14171a; --ink: #e8eaed; --quiet: #a3abb3; --line: #343a40; --soft: #1e2327;
    --good: #4cc38a; --bad: #ff8f85; --plain: #8794a3; --others: #e0a94a;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 60rem;
  background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: break-word;
}
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.15rem; margin: 2.25rem 0 .5rem; }
p { margin: .25rem 0; }
dl { display: grid; grid-template-columns: minmax(8rem, auto) 1fr; gap: .15rem 1rem; margin: .25rem 0; }
dt { color: var(--quiet); }
dd { grid-column: 2; margin: 0; min-width: 0; }
.long { overflow-wrap: anywhere; }
.scroll { overflow-x: auto; }
time { white-space: nowrap; }
.quiet { color: var(--quiet); }
.verdict { font-weight: 600; }
table { border-collapse: collapse; width: 100%; font-size: .95rem; }
table + table, p + table, figure + table { margin-top: 1.25rem; }
caption { text-align: left; color: var(--quiet); padding-bottom: .25rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid var(--line); font-weight: 400; }
thead th { color: var(--quiet); font-size: .85rem; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.number { width: 6rem; }
.bar { width: 30%; }
thead .number { white-space: normal; }
.bar svg, .plot svg { display: block; width: 100%; }
.bar svg { height: .8rem; margin-top: .35rem; }
figure { margin: .5rem 0 1rem; }
.plot { display: flex; gap: .5rem; }
.plot svg { flex: 1; min-width: 0; height: 9rem; background: var(--soft); }
.axis { display: flex; flex-direction: column; justify-content: space-between; text-align: right; color: var(--quiet); font-size: .85rem; line-height: 1; white-space: nowrap; }
.span { display: flex; justify-content: space-between; gap: 1rem; color: var(--quiet); font-size: .85rem; }
.key { display: inline-block; width: .8rem; height: .8rem; margin-right: .35rem; vertical-align: -.05rem; }
.legend span { margin-right: 1rem; white-space: nowrap; }
.good { fill: var(--good); } .bad { fill: var(--bad); } .plain { fill: var(--plain); } .others { fill: var(--others); }
.track { fill: var(--soft); } .grid { stroke: var(--line); vector-effect: non-scaling-stroke; }
@media (max-width: 30rem) {
  .bar { display: none; }
  body { padding-top: 1rem; }
  dl { display: block; }
  dt { margin-top: .5rem; }
}
@media print {
  :root { font-size: 10pt; }
  body { max-width: none; padding: 0; }
  .summary { break-after: page; }
  section, figure, tr { break-inside: avoid; }
  h2 { break-after: avoid; margin-top: 1.25rem; }
  svg { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
