import { expect, it } from '@jest/globals';
import { createMapper } from './map-track-call';

it.each([
  { call: { timestamp: '0001-01-01T00:00:00Z' }, names: ['timestamp', '1'] },
  { call: { originalTimestamp: '2567-01-01' }, names: ['originalTimestamp', '2567'] },
  {
    call: { originalTimestamp: '2200-01-01', receivedAt: '2024-01-01', sentAt: '2024-01-01' },
    names: ['originalTimestamp', '2200'],
  },
])('a time out of range is told with its field and year: $names', ({ call, names: [field, year] }) => {
  const mapped = createMapper()({ event: 'X', userId: 'u1', ...call });
  expect(mapped).toEqual({
    ok: false,
    refusal: {
      code: 'timestamp_out_of_range',
      message: `The time of the call, by its ${field}, lies in the year ${year}, which is outside the years 1971 to 2100.`,
    },
  });
});
