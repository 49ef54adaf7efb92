import { describe, expect, it } from '@jest/globals';
import { DAY_MS, readIsoTime } from './read-time';

describe('readIsoTime', () => {
  it('counts the days as Date does, leap years and turns of the century among them', () => {
    const differing: string[] = [];
    for (let ms = Date.UTC(1590, 0, 1); ms < Date.UTC(2110, 0, 1); ms += DAY_MS) {
      const day = new Date(ms).toISOString().slice(0, 10);
      if (readIsoTime(day)?.epochMs !== ms) differing.push(day);
    }
    expect(differing).toEqual([]);
  });

  it.each(['1900-02-29', '2023-02-29', '2024-02-30', '2024-04-31', '2024-00-10', '2024-13-01'])(
    'knows no day %s',
    (day) => {
      expect(readIsoTime(day)).toBeUndefined();
    },
  );
});
