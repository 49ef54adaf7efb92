import { describe, expect, it } from '@jest/globals';
import { isOptedOut } from './opt-out';

describe('whether a call is kept from Intercom', () => {
  it.each([
    { integrations: undefined, optedOut: false, because: 'without options a call goes everywhere' },
    { integrations: {}, optedOut: false, because: 'no option is said' },
    { integrations: { Intercom: false }, optedOut: true, because: 'it is turned off by name' },
    { integrations: { intercom: false }, optedOut: true, because: 'names are compared without case' },
    { integrations: { All: false }, optedOut: true, because: 'everything is turned off' },
    { integrations: { All: false, Intercom: true }, optedOut: false, because: 'it is let through by name' },
    { integrations: { Intercom: {}, All: false }, optedOut: false, because: 'an object is an entry for it' },
    { integrations: { All: true, Intercom: false }, optedOut: true, because: 'the name says more than All' },
    { integrations: { Mixpanel: false }, optedOut: false, because: 'another destination is meant' },
    { integrations: { 'Intercom Events': false }, optedOut: true, because: 'it is known by that name too' },
    {
      integrations: { Intercom: false, 'Intercom Events': true },
      optedOut: false,
      because: 'one of its names lets it through',
    },
    { integrations: { All: 'false' }, optedOut: false, because: 'a text is no option' },
    { integrations: { Intercom: null }, optedOut: false, because: 'nothing is no option' },
    { integrations: 'none', optedOut: false, because: 'these are no options' },
  ])('$integrations: $because', ({ integrations, optedOut }) => {
    expect(isOptedOut({ integrations }, ['Intercom Events'])).toBe(optedOut);
  });
});
