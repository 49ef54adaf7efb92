import { describe, expect, it } from '@jest/globals';
import { findRoundedNumbers } from './rounded-numbers';

const rounded = 12345678901234567890;
const text = String(rounded);

describe('findRoundedNumbers', () => {
  it.each([
    { because: 'an event has the number', events: { userId: rounded } },
    { because: 'one of a batch has it, however deep', events: [{}, { context: { ids: [{ id: rounded }] } }] },
  ])('$because', ({ events }) => {
    expect(findRoundedNumbers(events)(text)).toBe(true);
  });

  it.each([
    { because: 'somebody has written it as text', events: { userId: text }, id: text },
    { because: 'JSON keeps the number whole', events: { userId: 7 }, id: '7' },
    { because: 'it is no number', events: { userId: rounded }, id: 'u-12345678901234567' },
    { because: 'the host hands over no events', events: undefined, id: text },
  ])('not where $because', ({ events, id }) => {
    expect(findRoundedNumbers(events)(id)).toBe(false);
  });

  it('looks through the events once', () => {
    let looks = 0;
    const event = {
      get userId() {
        looks += 1;
        return rounded;
      },
    };
    const isRounded = findRoundedNumbers([event]);
    expect(isRounded('u1')).toBe(false);
    expect(looks).toBe(0);
    for (let at = 0; at < 5; at += 1) expect(isRounded(text)).toBe(true);
    expect(looks).toBe(1);
  });
});
