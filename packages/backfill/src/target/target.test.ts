import { expect, it } from '@jest/globals';
import { isOnThisMachine, requireTarget } from './target';

it.each([
  { to: 'simulator', name: 'simulator' },
  { to: 'http://127.0.0.1:4010/', name: 'http://127.0.0.1:4010' },
  { to: 'HTTP://LOCALHOST:80/base/', name: 'http://localhost/base' },
  { to: 'http://127.1:4010', name: 'http://127.0.0.1:4010' },
  { to: 'https://[::1]:4010', name: 'https://[::1]:4010' },
  { to: 'EU', name: 'https://api.eu.intercom.io' },
  { to: 'https://api.au.intercom.io/', name: 'https://api.au.intercom.io' },
  { to: 'https://proxy.example.com/intercom/', name: 'https://proxy.example.com/intercom' },
])('takes $to as $name', ({ to, name }) => {
  expect(requireTarget(to)).toBe(name);
});

it.each([
  { to: 'http://127.0.0.1@api.intercom.io', says: 'user name', because: 'the host comes after the @' },
  { to: 'http://api.intercom.io', says: 'over https', because: 'the token would be readable on the way' },
  { to: 'http://API.EU.intercom.io', says: 'over https', because: 'case does not matter in names of hosts' },
  { to: 'UK', says: 'a region (US, EU, AU)', because: 'there is no such region' },
  { to: 'http://2130706434:4010@x', says: 'user name', because: 'the host comes after the @' },
  { to: 'http://127.0.0.1/?a=b', says: 'end with its path', because: 'a path would be added to the query' },
  { to: '127.0.0.1:4010', says: '--to must be', because: 'it has no scheme' },
])('refuses $to: $because', ({ to, says }) => {
  expect(() => requireTarget(to)).toThrow(says);
});

it.each([
  { target: 'simulator', here: true },
  { target: 'http://127.0.0.1:4010', here: true },
  { target: 'http://localhost', here: true },
  { target: 'https://[::1]:4010', here: true },
  { target: 'https://api.intercom.io', here: false, because: 'it is live' },
  { target: 'http://127.0.0.1.nip.io', here: false, because: 'it is a name, not an address' },
  { target: 'http://localhost.example.com', here: false, because: 'it only begins so' },
  { target: 'http://10.0.0.1', here: false, because: 'a private network is no loopback' },
  { target: 'http://0.0.0.0:4010', here: false, because: 'it is no loopback address' },
])('takes $target for this machine: $here', ({ target, here }) => {
  expect(isOnThisMachine(target)).toBe(here);
});
