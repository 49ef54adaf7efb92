import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isHttpUri } from './text';

it('what looks like a plain link is told to be one as by the parser', () => {
  const host = fc.stringMatching(/^[a-zA-Z0-9.:@%[\]_-]{0,12}$/);
  const rest = fc.stringMatching(/^[/?#]?[ -~]{0,12}$/);
  fc.assert(
    fc.property(fc.constantFrom('http://', 'https://', 'HTTPS://'), host, rest, (scheme, name, tail) => {
      const text = `${scheme}${name}${tail}`;
      expect(isHttpUri(text)).toBe(!text.includes(' ') && URL.canParse(text));
    }),
    { numRuns: 2_000 },
  );
});

it.each([
  { text: 'https://ü.de/x', isLink: true, because: 'a host may have any letters' },
  { text: 'https://ü.de:port/x', isLink: false, because: 'a port has digits' },
  { text: 'https://example.com/#a', isLink: true, because: 'it has a fragment already' },
  { text: 'https://', isLink: false, because: 'there is no host' },
  { text: `https://example.com/${'é'.repeat(3_000)}`, isLink: true, because: 'its host is at the beginning' },
  { text: `https://exa mple.com/${'é'.repeat(3_000)}`, isLink: false, because: 'it has a blank' },
  {
    text: `https://a.com/${'é'.repeat(3_000)} `,
    isLink: false,
    because: 'it has a blank, however far behind',
  },
])('$isLink, however often it is asked: $because', ({ text, isLink }) => {
  const answers = new Set<boolean>();
  // Enough for the engine to optimise the code.
  for (let times = 0; times < 20_000; times += 1) answers.add(isHttpUri(text));
  expect([...answers]).toEqual([isLink]);
});
