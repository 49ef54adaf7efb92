import { expect, it } from '@jest/globals';
import { createOptOutTest } from './opt-out';

const isOptedOut = createOptOutTest({ integrationNames: ['Intercom EU'] });

it.each<{ integrations: unknown; out: boolean; because: string }>([
  { integrations: undefined, out: false, because: 'nothing is said' },
  { integrations: {}, out: false, because: 'nothing is said of Intercom' },
  { integrations: { Intercom: false }, out: true, because: 'it is off by its name' },
  { integrations: { intercom: false }, out: true, because: 'names are compared without case' },
  {
    integrations: { 'intercom eu': false },
    out: true,
    because: 'it has further names by a setting',
  },
  {
    integrations: { Intercom: true, 'Intercom Cloud Mode (Actions)': false },
    out: true,
    because: 'one no is enough',
  },
  { integrations: { All: false }, out: true, because: 'everything is off' },
  { integrations: { all: false }, out: true, because: 'everything is off, in lower case' },
  { integrations: { All: false, Mixpanel: true }, out: true, because: 'another one is on, not Intercom' },
  { integrations: { All: false, Intercom: true }, out: false, because: 'all others are off' },
  {
    integrations: { Intercom: { id: 'x' }, All: false },
    out: false,
    because: 'options under its name mean on',
  },
  { integrations: { All: false, Intercom: null }, out: true, because: 'null is no yes' },
  { integrations: { All: 'false', Intercom: 'True' }, out: false, because: 'both booleans may be text' },
  { integrations: { All: false, Intercom: 'yes' }, out: true, because: 'other text is no yes' },
  { integrations: { All: true, Intercom: false }, out: true, because: 'its own name goes first' },
  { integrations: { Intercom: null }, out: false, because: 'null is no no' },
  { integrations: { Intercom: 'False' }, out: true, because: 'a boolean may be written as text' },
  { integrations: { All: 'false' }, out: true, because: 'a boolean may be written as text, under All too' },
  { integrations: { Intercom: 0 }, out: false, because: 'a number says nothing' },
  { integrations: { 'Intercom Cloud Mode (Actions)': false }, out: true, because: "it is Segment's name" },
  { integrations: { 'Actions Intercom Cloud': false }, out: true, because: "it is Segment's slug in words" },
  { integrations: { 'actions-intercom-cloud': false }, out: true, because: "it is Segment's slug" },
  { integrations: { 'Intercom V2': false }, out: true, because: "it is RudderStack's newer name" },
  { integrations: { INTERCOM_V2: false }, out: true, because: "it is RudderStack's newer type" },
  { integrations: { 'Intercom Web (Actions)': false }, out: true, because: 'it is off on the device' },
  { integrations: { 'Intercom Mobile (iOS)': false }, out: true, because: 'it is off on the phone' },
  {
    integrations: { 'Intercom Web (Actions)': false, 'Intercom Cloud Mode (Actions)': true },
    out: false,
    because: 'it is on for the servers, and reached Intercom in no other way',
  },
  {
    integrations: { 'Intercom Web (Actions)': true, 'Intercom Cloud Mode (Actions)': false },
    out: true,
    because: 'it is off for the servers',
  },
  {
    integrations: { 'Intercom Web (Actions)': true, All: false },
    out: true,
    because: 'on for the device is not on for the servers',
  },
  { integrations: { 'Intercom (Legacy)': false }, out: false, because: 'that name is not known' },
  { integrations: { Intercom日本: false }, out: false, because: 'nor is that one' },
  { integrations: { ' Intercom ✦': false }, out: true, because: 'only letters and digits count in a name' },
  { integrations: '{"Intercom":false}', out: true, because: 'it is off in text' },
  { integrations: 'Intercom:false', out: false, because: 'text that is no JSON says nothing' },
  { integrations: false, out: true, because: 'everything is off, in short' },
  { integrations: 'False', out: true, because: 'everything is off, in short and as text' },
  { integrations: true, out: false, because: 'nothing is said of Intercom' },
  { integrations: [false], out: false, because: 'a list says nothing' },
  { integrations: { 'Salesforce All': false }, out: false, because: 'that is another destination' },
])('$integrations: $out, since $because', ({ integrations, out }) => {
  expect(isOptedOut({ type: 'track', integrations })).toBe(out);
});

it.each([undefined, null, 1, 'x', []])('%p is no call, and opts nobody out', (call) => {
  expect(isOptedOut(call)).toBe(false);
});
