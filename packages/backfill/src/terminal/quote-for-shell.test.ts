import { expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { printable } from './printable';
import { quoteForShell, quotePath } from './quote-for-shell';

it.each([
  { text: 'dumps/2026-01-01.ndjson', quoted: 'dumps/2026-01-01.ndjson' },
  { text: 'my dump', quoted: "'my dump'" },
  { text: "it's $HOME `id`; rm -rf *", quoted: String.raw`'it'\''s $HOME ` + "`id`; rm -rf *'" },
  { text: "two\nlines \u202e\u001b[31m \\ '", quoted: String.raw`$'two\u000alines \u202e\u001b[31m \\ \''` },
])('writes $quoted', ({ text, quoted }) => {
  expect(quoteForShell(text)).toBe(quoted);
  expect(printable(quoted)).toBe(quoted);
  const read = execFileSync('bash', ['--norc', '-c', `printf %s ${quoted}`], { env: { LC_ALL: 'C.UTF-8' } });
  expect(read.toString()).toBe(text);
});

it('lets no path be taken for an option', () => {
  expect(quotePath('-rf')).toBe('./-rf');
  expect(quotePath('a-b')).toBe('a-b');
});
