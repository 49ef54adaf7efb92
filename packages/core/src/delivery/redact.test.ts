import { expect, it } from '@jest/globals';
import { redact } from './redact';

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
  { message: 'User Not Found', identifiers: [''], redacted: 'User Not Found', because: 'nothing is named' },
])('$because', ({ message, identifiers, redacted }) => {
  expect(redact(message, identifiers)).toBe(redacted);
});
