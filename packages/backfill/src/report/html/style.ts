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
  background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere;
}
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.15rem; margin: 2.25rem 0 .5rem; }
p { margin: .25rem 0; }
.quiet { color: var(--quiet); }
.verdict { font-weight: 600; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .95rem; }
caption { text-align: left; color: var(--quiet); padding-bottom: .25rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid var(--line); font-weight: 400; }
thead th { color: var(--quiet); font-size: .85rem; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.bar { width: 30%; }
.bar svg, figure svg { display: block; width: 100%; }
.bar svg { height: .8rem; margin-top: .35rem; }
figure { margin: .5rem 0 1rem; }
figure svg { height: 9rem; background: var(--soft); }
.span { display: flex; justify-content: space-between; gap: 1rem; color: var(--quiet); font-size: .85rem; }
.key { display: inline-block; width: .8rem; height: .8rem; margin-right: .35rem; vertical-align: -.05rem; }
.legend span { margin-right: 1rem; white-space: nowrap; }
.good { fill: var(--good); } .bad { fill: var(--bad); } .plain { fill: var(--plain); } .others { fill: var(--others); }
.limit { stroke: var(--quiet); stroke-dasharray: 4 3; vector-effect: non-scaling-stroke; }
@media (max-width: 30rem) { .bar { display: none; } body { padding-top: 1rem; } }
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; }
  section, figure, tr { break-inside: avoid; }
  h2 { break-after: avoid; margin-top: 1.25rem; }
  svg { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
