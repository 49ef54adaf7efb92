/**
 * The moment at which a clock in the zone shows what was written. Takes and gives milliseconds since 1970; what was written
 * is taken as if it were UTC.
 */
export type TimeZone = (writtenMs: number) => number;

export const UTC: TimeZone = (writtenMs) => writtenMs;

/** A name of the IANA's list, such as `Europe/Berlin`; no offset, which only some versions of Node take. */
export const TIME_ZONE_NAME = /^[A-Za-z][A-Za-z0-9_+/-]*$/;

export function isTimeZone(name: string): boolean {
  // The default one, for which `Intl` need not be loaded: that takes tens of milliseconds.
  if (name === 'UTC') return true;
  if (!TIME_ZONE_NAME.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const DAY_MS = 86_400_000;
/** Further back a zone has the time of its sun, and calendars differ. */
const FIRST_DAY = Date.UTC(1900, 0, 1) / DAY_MS;

/**
 * Compiles a zone. Where clocks are put back, an hour is written twice, and the first is meant; where they are put forward, an
 * hour that no clock shows lies as long after the change as it was written after it.
 */
export function createTimeZone(name: string): TimeZone {
  if (name === 'UTC') return UTC;
  const offsetAt = createOffsetFinder(name);
  const offsetOfDay = rememberDays((day) => offsetAt(day * DAY_MS));
  return (writtenMs) => {
    const day = Math.max(FIRST_DAY, Math.floor(writtenMs / DAY_MS));
    // No zone is more than a day away from UTC, so a change that matters lies between these two moments.
    const before = offsetOfDay(day - 1);
    const after = offsetOfDay(day + 2);
    const first = writtenMs - before;
    if (before === after) return first;
    const second = writtenMs - after;
    return offsetAt(first) === before || offsetAt(second) !== after ? first : second;
  };
}

/** Milliseconds that the zone's clocks are ahead of UTC at a moment. `Intl` takes some microseconds. */
function createOffsetFinder(timeZone: string): (epochMs: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (epochMs) => {
    const wholeMs = Math.floor(epochMs / 1000) * 1000;
    const parts = new Map(format.formatToParts(wholeMs).map(({ type, value }) => [type, Number(value)]));
    const at = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
    const shown = Date.UTC(at('year'), at('month') - 1, at('day'), at('hour'), at('minute'), at('second'));
    return shown - wholeMs;
  };
}

/** Eleven years of days. Ours: the calls of a dump are of a few years. */
const REMEMBERED_DAYS_MAX = 4_000;

function rememberDays(offsetOfDay: (day: number) => number): (day: number) => number {
  const known = new Map<number, number>();
  return (day) => {
    const found = known.get(day);
    if (found !== undefined) return found;
    const offset = offsetOfDay(day);
    if (known.size >= REMEMBERED_DAYS_MAX) known.clear();
    known.set(day, offset);
    return offset;
  };
}
