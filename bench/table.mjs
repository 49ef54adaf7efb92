import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** A row a line, for the screen. */
export function toText(rows) {
  return rows
    .map(
      (row) =>
        `  ${verdict(row).padEnd(6)} ${figure(row).padEnd(24)} ${goal(row).padEnd(10)} ${row.what}${note(row)}`,
    )
    .join('\n');
}

/** The page for the docs. */
export function toMarkdown(rows) {
  const lines = rows.map(
    (row) =>
      `| ${row.what} | ${row.beside} | ${figure(row)} | ${goal(row)} | ${verdict(row)} | ${row.detail ?? ''} |`,
  );
  return `${OPENING}
${machine()}

| what | beside | measured | goal | | |
| --- | --- | --- | --- | --- | --- |
${lines.join('\n')}

${readFileSync(new URL('remarks.md', import.meta.url), 'utf8')}`;
}

const OPENING = `# Benchmarks

<!-- Written by \`npm run bench\`; what is below the table is in bench/remarks.md. -->

Each comparison runs both sides in turns in one process, on the same inputs, and checks that both did the work. Figures
are medians of the rounds, with the quartiles behind them (of the windows of a paced run, the least and the most), and ratios, since machines differ and are shared. "× as long"
is time, less is better; "× as many" is events a second, more is better.
`;

function machine() {
  const { status, stdout } = spawnSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' });
  const commit = status === 0 ? `, commit ${stdout.trim()}` : '';
  return `Measured on ${new Date().toISOString().slice(0, 10)} with Node ${process.versions.node} on ${cpus().length} shared cores (${cpus()[0]?.model.trim()})${commit}.`;
}

function figure({ ratio, value }) {
  if (ratio === undefined) return value;
  const rounds = ratio.low === undefined ? '' : ` (${ratio.low.toFixed(2)}–${ratio.high.toFixed(2)})`;
  return `${ratio.median.toFixed(2)} ×${rounds}`;
}

function goal({ goal: wanted }) {
  if (wanted === undefined) return '';
  if (wanted.text !== undefined) return wanted.text;
  return wanted.most === undefined ? `≥ ${wanted.least} ×` : `≤ ${wanted.most} ×`;
}

function verdict({ goal: wanted, ratio, isMet }) {
  if (wanted === undefined) return '';
  const met =
    isMet ?? (wanted.most === undefined ? ratio.median >= wanted.least : ratio.median <= wanted.most);
  return met ? 'met' : 'missed';
}

function note({ detail }) {
  return detail ? ` · ${detail}` : '';
}
