import { describe, expect, it } from '@jest/globals';
import { createRoundedTest } from './rounded-numbers';

const rounded = 12345678901234567890;
const text = String(rounded);
const mapping = { userId: { '@path': '$.userId' }, contactId: { '@path': '$.integrations.Intercom.id' } };
const payload = {};
const isRounded = (
  event: unknown,
  field = 'userId',
  given = text,
  saved: typeof mapping | undefined = mapping,
) => createRoundedTest({ events: [event], payloads: [payload], mapping: saved })(payload, field, given);

describe('createRoundedTest', () => {
  it.each([
    { because: 'the place of the field has the number', event: { userId: rounded } },
    { because: 'it is the only one of a list there', event: { userId: [rounded] } },
    {
      because: 'the field is another one',
      event: { integrations: { Intercom: { id: rounded } } },
      field: 'contactId',
    },
    {
      because: 'the field is mapped in another way, somewhere',
      event: { a: [{ b: rounded }] },
      field: 'anonymousId',
    },
    { because: 'the number is below zero', event: { userId: -rounded }, given: `-${text}` },
  ])('$because', ({ event, field, given }) => {
    expect(isRounded(event, field, given)).toBe(true);
  });

  it.each([
    { because: 'somebody has written it as text', event: { userId: text } },
    { because: 'only another place has the number', event: { userId: text, properties: { n: rounded } } },
    { because: 'JSON keeps the number whole', event: { userId: 7 }, given: '7' },
    { because: 'it is no number', event: { userId: rounded }, given: 'u-12345678901234567' },
    { because: 'the host hands over no event', event: undefined },
  ])('not where $because', ({ event, given }) => {
    expect(isRounded(event, 'userId', given)).toBe(false);
  });

  it('looks at the own event of a payload', () => {
    const payloads = [{ userId: text }, { userId: text }];
    const events = [{ userId: rounded }, { userId: text }];
    const test = createRoundedTest({ events, payloads, mapping });
    expect(payloads.map((each) => test(each, 'userId', text))).toEqual([true, false]);
  });

  it('looks at all events, once, where the host has left out a payload', () => {
    let looks = 0;
    const event = {
      get userId() {
        looks += 1;
        return rounded;
      },
    };
    const payloads = Array.from({ length: 5 }, () => ({ userId: text }));
    const test = createRoundedTest({ events: [event, ...payloads], payloads, mapping });
    for (const each of payloads) expect(test(each, 'userId', text)).toBe(true);
    expect(looks).toBe(1);
  });
});
