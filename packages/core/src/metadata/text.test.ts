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
