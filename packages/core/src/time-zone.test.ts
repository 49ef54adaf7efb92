import { describe, expect, it } from '@jest/globals';
import { createTimeZone, isTimeZone } from './time-zone';

const read = (zone: string, written: string) =>
  new Date(createTimeZone(zone)(Date.parse(`${written}Z`))).toISOString().slice(0, 19);

describe('createTimeZone', () => {
  it.each([
    { zone: 'Asia/Kolkata', written: '2024-11-04T16:30:11', at: '2024-11-04T11:00:11' },
    { zone: 'America/New_York', written: '2024-01-01T00:00:00', at: '2024-01-01T05:00:00' },
    { zone: 'America/New_York', written: '2024-07-01T00:00:00', at: '2024-07-01T04:00:00' },
    { zone: 'Europe/Berlin', written: '1970-01-01T00:00:00', at: '1969-12-31T23:00:00' },
    { zone: 'Pacific/Apia', written: '2011-12-29T23:59:59', at: '2011-12-30T09:59:59' },
    { zone: 'Pacific/Apia', written: '2011-12-31T00:00:00', at: '2011-12-30T10:00:00' },
    { zone: 'Europe/Berlin', written: '0001-01-01T00:00:00', at: '0000-12-31T23:00:00' },
    { zone: 'Europe/Berlin', written: '9999-12-31T23:00:00', at: '9999-12-31T22:00:00' },
  ])('$written in $zone is $at in UTC', ({ zone, written, at }) => {
    expect(read(zone, written)).toBe(at);
  });

  it.each([
    { zone: 'Europe/Berlin', written: '2024-10-27T02:30:00', at: '2024-10-27T00:30:00' },
    { zone: 'Europe/Berlin', written: '2024-10-27T03:00:00', at: '2024-10-27T02:00:00' },
    { zone: 'America/New_York', written: '2024-11-03T01:59:59', at: '2024-11-03T05:59:59' },
    { zone: 'Australia/Lord_Howe', written: '2024-04-07T01:45:00', at: '2024-04-06T14:45:00' },
  ])('of an hour that is written twice the first is meant: $written in $zone', ({ zone, written, at }) => {
    expect(read(zone, written)).toBe(at);
  });

  it.each([
    { zone: 'Europe/Berlin', written: '2024-03-31T02:30:00', at: '2024-03-31T01:30:00' },
    { zone: 'America/New_York', written: '2024-03-10T02:00:00', at: '2024-03-10T07:00:00' },
    { zone: 'Africa/Cairo', written: '2024-04-26T00:00:00', at: '2024-04-25T22:00:00' },
    { zone: 'Pacific/Apia', written: '2011-12-30T12:00:00', at: '2011-12-30T22:00:00' },
  ])('what no clock shows lies behind the change: $written in $zone', ({ zone, written, at }) => {
    expect(read(zone, written)).toBe(at);
  });

  it.each(['Europe/London', 'America/Sao_Paulo', 'Asia/Tehran', 'Pacific/Chatham', 'Africa/Casablanca'])(
    'finds in %s what its clocks show, each half hour of two years',
    (zone) => {
      const toEpochMs = createTimeZone(zone);
      const format = new Intl.DateTimeFormat('sv-SE', {
        timeZone: zone,
        dateStyle: 'short',
        timeStyle: 'medium',
      });
      let before = -Infinity;
      const differing: string[] = [];
      for (let ms = Date.UTC(2017, 0, 1); ms < Date.UTC(2019, 0, 1); ms += 1_800_000) {
        const writtenMs = Date.parse(`${format.format(ms).replace(' ', 'T')}Z`);
        // Written for the second time.
        if (writtenMs > before && toEpochMs(writtenMs) !== ms) differing.push(new Date(ms).toISOString());
        before = Math.max(before, writtenMs);
      }
      expect(differing).toEqual([]);
    },
  );
});

it.each([
  { name: 'Europe/Berlin', known: true },
  { name: 'UTC', known: true },
  { name: 'Etc/GMT+5', known: true },
  { name: '+02:00', known: false },
  { name: 'Europe/Nowhere', known: false },
  { name: '', known: false },
])('$name: $known', ({ name, known }) => {
  expect(isTimeZone(name)).toBe(known);
});
