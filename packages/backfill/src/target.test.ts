import { expect, it } from '@jest/globals';
import { requireTarget } from './target';

it.each([
  { to: 'simulator', name: 'simulator' },
  { to: 'http://127.0.0.1:4010/', name: 'http://127.0.0.1:4010' },
  { to: 'HTTP://LOCALHOST:80/base/', name: 'http://localhost/base' },
  { to: 'http://127.1:4010', name: 'http://127.0.0.1:4010' },
  { to: 'https://[::1]:4010', name: 'https://[::1]:4010' },
])('takes $to as $name', ({ to, name }) => {
  expect(requireTarget(to)).toBe(name);
});

it.each([
  { to: 'https://api.intercom.io', says: 'is not this machine', because: 'it is live' },
  { to: 'http://127.0.0.1@api.intercom.io', says: 'user name', because: 'the host comes after the @' },
  { to: 'http://127.0.0.1.nip.io', says: 'is not this machine', because: 'it is a name, not an address' },
  { to: 'http://localhost.example.com', says: 'is not this machine', because: 'it only begins so' },
  { to: 'http://2130706434:4010@x', says: 'user name', because: 'the host comes after the @' },
  { to: 'http://10.0.0.1', says: 'is not this machine', because: 'a private network is no loopback' },
  { to: 'http://127.0.0.1/?a=b', says: 'end with its path', because: 'a path would be added to the query' },
  { to: '127.0.0.1:4010', says: '--to must be', because: 'it has no scheme' },
])('refuses $to: $because', ({ to, says }) => {
  expect(() => requireTarget(to)).toThrow(says);
});
