import { afterEach, describe, expect, it } from '@jest/globals';
import { firstToAbort } from './first-to-abort';

const signals = AbortSignal as { any?: unknown };
const { any: native } = signals;

afterEach(() => {
  signals.any = native;
});

describe.each([
  { runtime: 'with AbortSignal.any', method: native },
  { runtime: 'without it', method: undefined },
])('$runtime', ({ method }) => {
  const open = () => {
    if (method === undefined) delete signals.any;
    const [one, other] = [new AbortController(), new AbortController()];
    return { one, other, join: () => firstToAbort([one.signal, other.signal]) };
  };

  it('aborts with the first, for its reason', () => {
    const { one, other, join } = open();
    const joined = join();
    expect(joined.aborted).toBe(false);
    other.abort('other');
    one.abort('one');
    expect([joined.aborted, joined.reason]).toEqual([true, 'other']);
  });

  it('has aborted where one of them has', () => {
    const { one, join } = open();
    one.abort('early');
    expect(join().reason).toBe('early');
  });
});
