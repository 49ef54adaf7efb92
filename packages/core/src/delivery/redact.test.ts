import { expect, it } from '@jest/globals';
import { redact, redactError } from './redact';

it.each([
  {
    message:
      'Multiple existing users match this email address ana@example.com - must be more specific using user_id',
    identifiers: [],
    redacted: 'Multiple existing users match this email address … - must be more specific using user_id',
    because: 'an email names a person',
  },
  {
    message: 'No user usr_1 (or usr_1)',
    identifiers: ['usr_1'],
    redacted: 'No user … (or …)',
    because: "the call's identifiers name a person",
  },
  {
    message: 'No smith-1975, nor SMITH',
    identifiers: ['smith', 'smith-1975'],
    redacted: 'No …, nor …',
    because: 'an identifier may begin with another, and be in another case',
  },
  {
    message: `${'x'.repeat(495)} tok_SECRET`,
    identifiers: ['tok_SECRET'],
    redacted: `${'x'.repeat(495)} …`,
    because: 'half of a secret is not left at the end',
  },
  { message: 'a.c abc', identifiers: ['a.c'], redacted: '… abc', because: 'an identifier is no pattern' },
  {
    message: 'GET /find_by_external_id/J%C3%BCrgen%2fM%20%26%20co and ana%40example.com',
    identifiers: ['jürgen/m & co', 'ana@example.com'],
    redacted: 'GET /find_by_external_id/… and …',
    because: 'a path holds an identifier percent-encoded',
  },
  {
    message: 'No half-\ud800 or half-%EF%BF%BD',
    identifiers: ['half-\ud800'],
    redacted: 'No … or …',
    because: 'half a character has no encoding of its own',
  },
  {
    message: `No ${'u'.repeat(2_000)}-end here, and ${'u'.repeat(1_500)}: cut`,
    identifiers: [`${'u'.repeat(40_000)}-end`, `${'u'.repeat(2_000)}-end`],
    redacted: 'No … here, and … cut',
    because: 'a long identifier is known by its beginning',
  },
  {
    message: `No ${'u'.repeat(40_000)}-end here`,
    identifiers: [`${'u'.repeat(40_000)}-end`],
    redacted: 'No …',
    because: 'a long message is cut before it is searched',
  },
  {
    message: `No ${'a'.repeat(4_981)}@b.c, tok_SECRET`,
    identifiers: [`tok_SECRET${'x'.repeat(20)}`],
    redacted: 'No …, …',
    because: 'a message that arrives cut may end in half of a secret',
  },
  {
    message: `No ${'a'.repeat(4_970)}@b.c, for John Smith of Leeds`,
    identifiers: ['John Smith of Leeds'],
    redacted: 'No …, for …',
    because: 'half of a secret may be several words',
  },
  {
    message: `No ${'a'.repeat(4_983)}@b.c, nor anabel@example.com`,
    identifiers: [],
    redacted: 'No …, nor …',
    because: 'half of an email is not left at the end',
  },
  { message: 'User Not Found', identifiers: [''], redacted: 'User Not Found', because: 'nothing is named' },
])('$because', ({ message, identifiers, redacted }) => {
  expect(redact(message, identifiers)).toBe(redacted);
});

it('leaves out a code or a request id that quotes a secret', () => {
  const error = { status: 400, code: 'tok_1', message: 'bad tok_1', requestId: 'r-tok_1' };
  expect(redactError(error, ['tok_1'])).toEqual({
    status: 400,
    code: undefined,
    message: 'bad …',
    requestId: undefined,
  });
});
